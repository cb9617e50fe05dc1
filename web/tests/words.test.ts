import { describe, expect, it } from 'vitest';
import { attributeName, attributes, problems, problemTitle, signs, words } from '../src/words';

/** Every text of a tree of words, functions called with marks. */
function texts(tree: object, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    const at = `${path}.${key}`;
    if (typeof value === 'string') return [[at, value]];
    if (typeof value === 'function') return [[at, String(value('1', '2', '3'))]];
    return texts(value as object, at);
  });
}

describe('words', () => {
  const zh = texts(words.zh);
  const en = new Map(texts(words.en));

  it('are the same in both languages, none empty', () => {
    expect(zh.map(([path]) => path)).toEqual([...en.keys()]);
    for (const [path, text] of [...zh, ...en]) expect(text.trim(), path).not.toBe('');
  });

  it('leave no Chinese in English but the name of the data mark', () => {
    const left = [...en].filter(([path, text]) => path !== '.synthetic' && /\p{Script=Han}/u.test(text));
    expect(left).toEqual([]);
  });

  it('use the argument of every text that takes one', () => {
    const takes = /\.(total|problemAt|countViolations|countUnknowns|vessels|table|moved|computed)$/;
    const tried = zh.filter(([path]) => takes.test(path));
    expect(tried).toHaveLength(8);
    for (const [path, text] of tried)
      expect([text, en.get(path)], path).toEqual([
        expect.stringContaining('1'),
        expect.stringContaining('1'),
      ]);
  });

  it("say what went wrong in the reader's language, and what the service says of a new kind", () => {
    for (const both of Object.values(problems)) {
      expect(both.zh).toMatch(/\p{Script=Han}/u);
      expect(both.en).not.toMatch(/\p{Script=Han}/u);
    }
    const gone = { type: '/problems/upload-gone', title: 'x', status: 410 };
    expect(problemTitle(gone, 'zh')).toBe(problems['upload-gone']?.zh);
    expect(problemTitle({ type: '/problems/new', title: 'Something new', status: 418 }, 'zh')).toBe(
      'Something new',
    );
  });

  it('name levels with Chinese numerals', () => {
    expect([1, 2, 3, 4].map(words.zh.levelName)).toEqual(['一级', '二级', '三级', '四级']);
  });
});

describe('vocabularies', () => {
  it('give each subtype one sign in each script', () => {
    for (const [subtype, { zh, en }] of Object.entries(signs)) {
      expect([...zh], subtype).toHaveLength(1);
      expect(en, subtype).toMatch(/^[A-Z]$/);
    }
  });

  it('name missing attributes, and show an unknown one as it is', () => {
    expect(attributeName('resistance', 'zh')).toBe('耐火等级');
    expect(attributeName('colour_of_the_door', 'en')).toBe('colour_of_the_door');
    for (const { zh, en } of Object.values(attributes)) expect(zh && en).toBeTruthy();
  });
});
