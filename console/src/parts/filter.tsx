import { goTo, usePlace, withQuery } from '../location.ts';

/** A plain text field whose content stands in the address. */
export function Filter({
  label,
  name = 'q',
  completions = [],
  first = false,
}: {
  readonly label: string;
  readonly name?: string;
  readonly completions?: readonly string[];
  /** Whether `/` leads here. */
  readonly first?: boolean;
}) {
  const place = usePlace();
  const list = `completions-${name}`;
  return (
    <label class={name === 'q' ? 'wide' : undefined}>
      {label}
      <input
        type="search"
        value={place.query.get(name) ?? ''}
        list={completions.length > 0 ? list : undefined}
        autoComplete="off"
        spellcheck={false}
        data-filter={first ? '' : undefined}
        onInput={(event) =>
          goTo(withQuery(place, { [name]: event.currentTarget.value, before: null }), { replace: true })
        }
      />
      {completions.length === 0 ? null : (
        <datalist id={list}>
          {completions.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </label>
  );
}

/** Whether any of the texts holds every word that is looked for. */
export function matches(looked: string, ...texts: readonly (string | null)[]): boolean {
  const text = texts.join(' ').toLowerCase();
  return looked
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
