import type { ClientScope } from '../shapes.ts';
import { count } from '../words.ts';

const [WIDTH, GAP, HEIGHT] = [14, 2, 12] as const;

type Kind = 'used' | 'granted' | 'never' | 'outside';

const ORDER: readonly Kind[] = ['outside', 'used', 'granted', 'never'];

/** A scope without operations (openid) is used by being granted: there is nothing else to see of it. */
export function kindOf({ allowed, used, granted, usable }: ClientScope): Kind {
  if (allowed === null && granted + used > 0) return 'outside';
  if (used > 0 || (granted > 0 && !usable)) return 'used';
  return granted > 0 ? 'granted' : 'never';
}

/** The scopes that a client may hold, and those that it was given all the same. What it was only refused isn't among them. */
export function heldOf(scopes: readonly ClientScope[]): readonly ClientScope[] {
  return scopes.filter(({ allowed, granted, used }) => allowed !== null || granted + used > 0);
}

/** Granted against used as one bar: a piece for each scope that the client may hold. */
export function UseBar({ scopes }: { readonly scopes: readonly ClientScope[] }) {
  const kinds = heldOf(scopes)
    .map(kindOf)
    .sort((one, other) => ORDER.indexOf(one) - ORDER.indexOf(other));
  const of = (kind: Kind): number => kinds.filter((one) => one === kind).length;
  const label = [
    `${of('used')} of ${count(kinds.length, 'scope')} used`,
    ...(of('granted') > 0 ? [`${of('granted')} granted and never used`] : []),
    ...(of('never') > 0 ? [`${of('never')} never granted`] : []),
    ...(of('outside') > 0 ? [`${of('outside')} outside the policy`] : []),
  ].join(', ');
  const width = Math.max(1, kinds.length * (WIDTH + GAP));
  return (
    <span class="bar" title={label}>
      <svg width={width} height={HEIGHT + 2} viewBox={`0 -1 ${width} ${HEIGHT + 2}`} role="img" aria-label={label}>
        {kinds.map((kind, index) => (
          <rect key={index} class={kind} x={index * (WIDTH + GAP) + 0.5} y={0} width={WIDTH - 1} height={HEIGHT} />
        ))}
      </svg>
      <span class="nowrap">
        {of('used')} of {kinds.length}
      </span>
    </span>
  );
}

export function UseLegend() {
  return (
    <ul class="legend" aria-label="What the pieces of a bar mean">
      {(
        [
          ['used', 'used'],
          ['granted', 'granted, never used'],
          ['never', 'allowed, never granted'],
        ] as const
      ).map(([kind, text]) => (
        <li key={kind} class="bar">
          <svg width={WIDTH} height={HEIGHT + 2} viewBox={`0 -1 ${WIDTH} ${HEIGHT + 2}`} aria-hidden="true">
            <rect class={kind} x={0.5} y={0} width={WIDTH - 1} height={HEIGHT} />
          </svg>
          {text}
        </li>
      ))}
    </ul>
  );
}
