/** The words and the language of the page. */
import type { Both } from '../api/types';
import { useView } from '../state';
import { type Lang, type Words, words } from '../words';

export function useWords(): { w: Words; lang: Lang; both: (text: Both) => string } {
  const lang = useView((view) => view.lang);
  return { w: words[lang], lang, both: (text) => text[lang] };
}
