/** The sources that must be named on the map. */
import type { Summary } from '../api/types';

const isLink = (url: string | null): url is string => url !== null && /^(https?:\/\/|\/)/.test(url);

export function Attribution({ of }: { of: Summary['attributions'] }) {
  if (of.length === 0) return null;
  return (
    <p className="attribution" data-testid="attribution">
      {of.map(({ text, url }) =>
        isLink(url) ? (
          <a key={text} href={url} target="_blank" rel="noopener noreferrer">
            {text}
          </a>
        ) : (
          <span key={text}>{text}</span>
        ),
      )}
    </p>
  );
}
