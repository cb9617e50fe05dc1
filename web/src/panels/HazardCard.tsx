/** A hidden hazard: what it is, what it does to the risk, what is next, what happened. */
import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type HazardCard as Card, useHazard } from '../api/hazards';
import * as f from '../format';
import { showPlace } from '../map/current';
import { askHazard, choose } from '../state';
import { toPlace } from '../url';
import { HazardStep } from './HazardStep';
import { Due } from './Hazards';
import { Failed, Loading } from './States';
import { useWords } from './use';

function Effect({ card }: { card: Card }) {
  const { w, both } = useWords();
  const { effect } = card;
  return (
    <section data-testid="hazard-effect">
      <h3>{w.hazards.effect}</h3>
      <p>
        {!card.barrier && w.hazards.noBarrier}
        {card.barrier && typeof effect.factor !== 'number' && w.hazards.unknownBarrier(card.barrier)}
        {card.barrier &&
          typeof effect.factor === 'number' &&
          w.hazards.factor(card.barrier, String(effect.factor))}
        {effect.why && <small> {both(effect.why)}</small>}
      </p>
      <p>
        {!effect.counts && w.hazards.countsNot}
        {effect.counts && typeof effect.added_pll_per_year === 'number' && (
          <b>{w.hazards.added(f.scientific(effect.added_pll_per_year))}</b>
        )}
        {effect.counts && typeof effect.added_pll_per_year !== 'number' && w.hazards.riskNotKnown}
      </p>
      {effect.frequencies.length > 0 && (
        <ul className="hazard-frequencies">
          {effect.frequencies.map((x) => (
            <li key={x.loss.code}>
              {both(x.loss)}: {f.scientific(x.base_per_year)} → {f.scientific(x.now_per_year)}{' '}
              {w.hazards.perYear}
            </li>
          ))}
        </ul>
      )}
      <p className="quiet">{w.hazards.expert}</p>
    </section>
  );
}

function History({ card }: { card: Card }) {
  const { w, lang, both } = useWords();
  return (
    <section>
      <h3>{w.hazards.history}</h3>
      {card.history.length === 0 && <p className="quiet">{w.hazards.noHistory}</p>}
      <ol className="hazard-history" data-testid="hazard-history">
        {card.history.map((entry) => (
          <li key={entry.entry}>
            <b>{both(entry.step)}</b> {entry.by && `${entry.by.name}（${both(entry.by.role)}）`}
            <small>
              {f.time(entry.at, lang)} · {both(entry.after)} ·{' '}
              <code title={entry.sha256}>{entry.sha256.slice(0, 8)}</code>
            </small>
            {entry.note && <small>{entry.note}</small>}
          </li>
        ))}
      </ol>
      <p className="quiet">
        {w.hazards.chain(String(card.log.entries))} <code>{card.log.sha256.slice(0, 16)}…</code>
      </p>
    </section>
  );
}

export function HazardCard({ id }: { id: string }) {
  const { w, both } = useWords();
  const { data: card, error, isPending, isError, refetch } = useHazard(id);
  const [lon, lat] = card?.location ?? [];
  const place = lon === undefined || lat === undefined ? null : toPlace(lon, lat);
  return (
    <aside className="card" aria-label={w.hazards.card}>
      <header className="card-head">
        <h2>
          {card ? card.description : id} <small>{id}</small>
        </h2>
        <Button type="text" icon={<CloseOutlined />} onClick={() => askHazard(null)} aria-label={w.close} />
      </header>
      <div className="scroll hazard-card">
        {isPending && <Loading rows={10} />}
        {isError && <Failed error={error} retry={() => void refetch()} />}
        {card && (
          <>
            {card.synthetic && <span className="badge trust-ocr">{w.synthetic}</span>}
            <p>
              <span className={`hazard-level ${card.level.code}`}>{both(card.level)}</span>{' '}
              <b data-testid="hazard-state">{both(card.state)}</b> · <Due of={card} />
            </p>
            <p>
              <button type="button" className="link" onClick={() => choose(card.facility_id)}>
                {card.facility_name}
              </button>{' '}
              {place && (
                <button type="button" className="link" onClick={() => showPlace(place, 15)}>
                  {w.hazards.onMap}
                </button>
              )}
            </p>
            {card.clause && (
              <p>
                {card.clause}
                {card.criterion_text && <small> {card.criterion_text}</small>}
              </p>
            )}
            {card.next && (
              <p className="quiet">
                {w.hazards.responsible(
                  both(card.next.responsible),
                  card.next.roles.map((r) => both(r)).join('、'),
                )}
              </p>
            )}
            <Effect card={card} />
            {card.evidence.length > 0 && (
              <ul className="hazard-evidence" data-testid="hazard-evidence">
                {card.evidence.map((e) => (
                  <li key={e.sha256}>
                    <a href={e.href} download>
                      {e.name}
                    </a>{' '}
                    <small>{f.bytes(e.bytes)}</small>
                  </li>
                ))}
              </ul>
            )}
            <HazardStep key={card.entries} card={card} />
            <History card={card} />
          </>
        )}
      </div>
    </aside>
  );
}
