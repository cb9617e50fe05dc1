/** Forms of an enterprise in its card: its diagnosis, and who answers for it. */
import { Segmented } from 'antd';
import { useState } from 'react';
import { Control } from './Control';
import { Diagnosis } from './Diagnosis';
import { useWords } from './use';

export function Forms({ facility }: { facility: string }) {
  const { w } = useWords();
  const [shown, setShown] = useState<'diagnosis' | 'control'>('diagnosis');
  return (
    <>
      <Segmented
        className="form-choice"
        block
        value={shown}
        onChange={setShown}
        options={[
          { value: 'diagnosis', label: w.forms.diagnosis },
          { value: 'control', label: w.forms.control },
        ]}
      />
      {shown === 'diagnosis' ? <Diagnosis id={facility} /> : <Control facility={facility} />}
    </>
  );
}
