import { InvalidArgumentError } from 'commander';

const MAX_FILE_BYTES = 256 * 1024 * 1024;
const UNITS: Readonly<Record<string, number>> = { '': 1, K: 1024, M: 1024 ** 2 };

/** How large a file may be, as an option says it: bytes, or `800KiB`, `5MiB`. @throws InvalidArgumentError */
export function parseSize(text: string): number {
  const [, figure, unit = ''] = /^(\d{1,12}(?:\.\d{1,6})?)\s*(?:([KM])(?:i?B)?|B)?$/i.exec(text) ?? [];
  const bytes = Math.floor(Number(figure ?? Number.NaN) * (UNITS[unit.toUpperCase()] ?? 1));
  if (!(bytes >= 1 && bytes <= MAX_FILE_BYTES))
    throw new InvalidArgumentError(
      `Say a number of bytes up to ${MAX_FILE_BYTES / 1024 ** 2}MiB, such as 800KiB or 5MiB.`,
    );
  return bytes;
}
