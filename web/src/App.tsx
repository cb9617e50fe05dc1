import { QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import enGB from 'antd/locale/en_GB';
import zhCN from 'antd/locale/zh_CN';
import { useEffect } from 'react';
import { queries } from './api/queries';
import { closeImport, useImport } from './imports';
import { MapView } from './map/MapView';
import { Card } from './panels/Card';
import { Import } from './panels/Import';
import { Side } from './panels/Side';
import { TopBar } from './panels/TopBar';
import { followMarker } from './relocation';
import { closeLast, followAddress, useView } from './state';
import { FONTS } from './style';
import { words } from './words';

const quoted = FONTS.map((name) => `"${name}"`).join(', ');

const look = {
  token: {
    colorPrimary: '#1b5fad',
    // The lighter one of the library is too faint below white letters.
    colorPrimaryHover: '#174f91',
    colorLink: '#1b5fad',
    colorError: '#b3001b',
    colorText: '#1b2733',
    // Contrast of 4.5 and more on white.
    colorTextSecondary: '#48566a',
    colorTextTertiary: '#56647a',
    colorTextDescription: '#48566a',
    colorTextPlaceholder: '#5c697b',
    colorTextDisabled: '#6a7686',
    borderRadius: 6,
    fontSize: 13,
    fontSizeSM: 12,
    controlHeight: 30,
    controlHeightLG: 38,
    padding: 14,
    margin: 14,
    fontFamily: `${quoted}, sans-serif`,
    motion: !globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches,
  },
  components: {
    Table: { cellPaddingBlockSM: 5, cellPaddingInlineSM: 6, headerBg: '#f2f5f8', headerColor: '#36465a' },
    Tabs: { horizontalItemGutter: 18, horizontalItemPadding: '9px 0' },
    Descriptions: { itemPaddingBottom: 6 },
    Alert: { withDescriptionPadding: '8px 12px', withDescriptionIconSize: 18 },
  },
};

/** Escape ends what was begun last: it puts an import aside, ends a relocation check, closes a card. */
function onEscape(event: KeyboardEvent) {
  if (event.key !== 'Escape' || event.defaultPrevented) return;
  // An open list or popover takes its own Escape.
  if (document.querySelector('.ant-select-open, .ant-popover:not(.ant-popover-hidden)')) return;
  if (useImport.getState().open) return closeImport();
  closeLast();
}

export function App() {
  const lang = useView((view) => view.lang);
  const importing = useImport((state) => state.open);
  useEffect(() => {
    document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
    document.title = lang === 'zh' ? `安界 · ${words.zh.productLine}` : `Anjie · ${words.en.productLine}`;
  }, [lang]);
  useEffect(() => {
    const ends = [followAddress(), followMarker()];
    window.addEventListener('keydown', onEscape);
    return () => {
      window.removeEventListener('keydown', onEscape);
      for (const end of ends) end();
    };
  }, []);
  return (
    <QueryClientProvider client={queries}>
      <ConfigProvider locale={lang === 'zh' ? zhCN : enGB} theme={look} button={{ autoInsertSpace: false }}>
        <div className="page">
          <MapView />
          <TopBar />
          <Side />
          {importing ? <Import /> : <Card />}
        </div>
      </ConfigProvider>
    </QueryClientProvider>
  );
}
