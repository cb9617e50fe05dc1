/** Search by name: a plant opens its card, a park or district its societal risk; all are shown on the map. */
import { SearchOutlined } from '@ant-design/icons';
import { AutoComplete, Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useSearch } from '../api/queries';
import type { Place } from '../api/types';
import { showBox } from '../map/current';
import { scopeOf } from '../risk';
import { askFn, choose } from '../state';
import { useWords } from './use';

export function Search() {
  const { w, both } = useWords();
  const [text, setText] = useState('');
  const asked = useDeferredValue(text);
  const { data, isFetching, isError } = useSearch(asked);
  const places = asked.trim() === '' ? [] : (data?.items ?? []);
  const label = (place: Place) => (
    <span className="found">
      <span className="found-kind">{w.placeKinds[place.kind]}</span>
      <span className="found-name">{place.name}</span>
      <small>{both({ zh: place.detail_zh, en: place.detail_en })}</small>
    </span>
  );
  const select = (key: string) => {
    const place = places.find((p) => `${p.kind} ${p.id}` === key);
    if (!place) return;
    const scope = scopeOf(place);
    if (place.kind === 'facility') choose(place.id);
    else if (scope) askFn(scope);
    setText(place.name);
    showBox(place.bbox);
  };
  return (
    <AutoComplete
      className="search"
      value={text}
      onChange={setText}
      onSelect={select}
      options={places.map((p) => ({ value: `${p.kind} ${p.id}`, label: label(p) }))}
      notFoundContent={asked.trim() === '' || isFetching ? null : isError ? w.noConnection : w.searchNothing}
      popupMatchSelectWidth={380}
    >
      <Input
        size="large"
        allowClear
        prefix={<SearchOutlined />}
        placeholder={w.search}
        aria-label={w.search}
      />
    </AutoComplete>
  );
}
