/** What is longer was meant as no name that a person would mistype: to compare two takes the product of their lengths. */
const MAX_LENGTH = 300;

/** The one of `names` that `name` was probably meant to be: at most a third of its letters away. Null where none is. */
export function nearestName(name: string, names: Iterable<string>): string | null {
  return nearestNames(name, names, 1)[0] ?? null;
}

/** The same where several are equally near: no more than `most`, in the order of `names`, and at most `mostEdits` letters away. */
export function nearestNames(
  name: string,
  names: Iterable<string>,
  most: number,
  mostEdits = Number.POSITIVE_INFINITY,
): readonly string[] {
  if (name.length > MAX_LENGTH) return [];
  let nearest: string[] = [];
  let fewest = Math.min(mostEdits, Math.max(1, Math.floor(name.length / 3))) + 1;
  for (const candidate of names) {
    const edits = editsBetween(name, candidate, nearest.length === 0 ? fewest : fewest + 1);
    if (edits < fewest) [nearest, fewest] = [[candidate], edits];
    else if (edits === fewest && nearest.length > 0 && nearest.length < most) nearest.push(candidate);
  }
  return nearest;
}

/**
 * Letters to insert, delete, replace or swap with their neighbour (optimal string alignment), or `most` as soon as there are that
 * many. Swapped letters count once, for they are the commonest slip.
 */
function editsBetween(left: string, right: string, most: number): number {
  if (Math.abs(left.length - right.length) >= most) return most;
  let above: number[] = [];
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  let fewestAbove = 0;
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    let fewestHere = i;
    for (let j = 1; j <= right.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      const swaps = left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      const swapped = swaps ? (above[j - 2] ?? most) + 1 : most;
      const edits = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, replaced, swapped);
      next.push(edits);
      if (edits < fewestHere) fewestHere = edits;
    }
    // A row follows from the two above it: once both are over, nothing gets better.
    if (fewestHere >= most && fewestAbove >= most) return most;
    [above, row, fewestAbove] = [row, next, fewestHere];
  }
  return row[right.length] ?? most;
}
