/** The classification of a park A to D, as far as the guideline is known, with evidence. */
import { Alert } from 'antd';
import { type ClassificationItem, useClassification, useClassify } from '../api/forms';
import type { Both } from '../api/types';
import { useForms } from '../forms';
import { Group, Person, useRange } from './Diagnosis';
import { FormItem, type Item } from './FormItem';
import { Failed, Loading } from './States';
import { useWords } from './use';

const isYesNo = (of: Pick<ClassificationItem, 'most' | 'steps'>) => of.most === 1 && of.steps.length === 2;

export function Classification({ park }: { park: string }) {
  const { w, both } = useWords();
  const { person } = useForms();
  const range = useRange();
  const { data, error, isPending, isError, refetch } = useClassification(park);
  const classify = useClassify(park);
  if (isPending) return <Loading rows={4} />;
  if (isError) return <Failed error={error} retry={() => void refetch()} />;
  const toItem = (of: ClassificationItem): Item => ({
    ...of,
    text: of.text as Both,
    counted: isYesNo(of) ? null : { zh: '分', en: 'points' },
    isYesNo: isYesNo(of),
    in_force: of.in_force ?? null,
    from: of.from as Item['from'],
    answer: (of.answer ?? null) as Item['answer'],
    proposal: (of.proposal ?? null) as Item['proposal'],
    worth: of.kind === 'direct_a' ? w.forms.directA : of.note || w.forms.most(String(of.most)),
  });
  const groups = [
    ...data.elements.map((element) => ({
      name: element.name as Both,
      note: w.forms.element(range(element.points), String(element.most)),
      items: data.items.filter((i) => i.element === element.code),
    })),
    {
      name: { zh: w.forms.directATitle, en: w.forms.directATitle },
      note: '',
      items: data.items.filter((i) => i.kind === 'direct_a'),
    },
  ];
  return (
    <div className="form-panel" data-testid="classification">
      <p>{both(data.sentence as Both)}</p>
      <p className="quiet">
        {data.document} · {w.forms.confidence} {data.confidence} · {data.total_confidence}
      </p>
      <Alert type="warning" showIcon title={w.forms.partOfGuideline} />
      <Person />
      {groups.map((group) => (
        <Group key={group.name.zh} name={group.name} note={group.note}>
          {group.items.map((of) => (
            <FormItem
              key={of.code}
              item={toItem(of)}
              person={person}
              save={(a) => classify.mutateAsync({ person, answers: [a] })}
            />
          ))}
        </Group>
      ))}
    </div>
  );
}
