/** A name in small letters, digits and hyphens, beginning with a letter: `My API v2` is `my-api-v2`. */
export function slugOf(name: string, otherwise: string): string {
  const slug = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');
  if (slug === '') return otherwise;
  return /^[a-z]/.test(slug) ? slug : `${otherwise}-${slug}`.slice(0, 60);
}

/** The first of `name`, `name-2`, `name-3` … that isn't taken yet; it is afterwards. */
export function uniqueName(name: string, taken: Set<string>): string {
  let candidate = name;
  for (let number = 2; taken.has(candidate); number++) candidate = `${name}-${number}`;
  taken.add(candidate);
  return candidate;
}
