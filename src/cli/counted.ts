/** `1 warning`, `2 warnings`: of a word whose plural has an s more. */
export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
