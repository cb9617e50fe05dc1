import { describe, expect, it } from 'vitest';
import { isFollowing } from '../src/api/forms';
import { waterfall } from '../src/grades';
import { newAnswer } from '../src/panels/FormItem';

const open = { code: '27', proposal: null };
const byFacts = { code: '8', proposal: { value: 1, sentence: { zh: '登记', en: 'on record' }, source: 'x' } };

describe('an answer', () => {
  it('needs evidence', () => {
    expect(newAnswer(open, 2, '  ', '')).toBeNull();
    expect(newAnswer(open, 2, ' 记录 ', '')).toEqual({
      item: '27',
      value: 2,
      evidence: '记录',
      reason: '',
    });
  });

  it('that overrules the facts needs a reason, one that agrees does not', () => {
    expect(newAnswer(byFacts, 0, '核查', '')).toBeNull();
    expect(newAnswer(byFacts, 0, '核查', '已拆除')?.reason).toBe('已拆除');
    expect(newAnswer(byFacts, 1, '核查', '')).not.toBeNull();
  });

  it('that is taken back needs a reason and no evidence', () => {
    expect(newAnswer(open, null, '', '')).toBeNull();
    expect(newAnswer(open, null, '', '有误')).toEqual({
      item: '27',
      value: null,
      evidence: '',
      reason: '有误',
    });
  });
});

describe('the map', () => {
  const of = (factor: number, factor_in_grades: number | null) => ({
    management: { factor, factor_in_grades, why: 'known', sentence: { zh: '', en: '' } },
  });

  it('follows an answer until its grades have the factor', () => {
    expect(isFollowing(of(0.5, 1))).toBe(true);
    expect(isFollowing(of(0.5, null))).toBe(true);
    expect(isFollowing(of(0.5, 0.5))).toBe(false);
    expect(isFollowing(undefined)).toBe(false);
  });
});

describe('a waterfall', () => {
  it('goes on where the part before ended', () => {
    // 10, up to 14, down to 9: from 9 to 14 is the whole width.
    const [up, down] = waterfall(10, [4, -5]);
    expect(up).toEqual({ from: 20, width: 80 });
    expect(down).toEqual({ from: 0, width: 100 });
  });

  it('of nothing is empty, and of nought has no width', () => {
    expect(waterfall(1, [])).toEqual([]);
    expect(waterfall(0, [0])).toEqual([{ from: 0, width: 0 }]);
  });
});
