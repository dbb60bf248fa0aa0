import { googleScopeNamed } from '../../../providers/index.ts';

/** google/apiclient-services: `Google\Service\Drive::DRIVE_READONLY`, in older versions `Google_Service_Drive::DRIVE_READONLY`. */
export function constantOfPhp(path: readonly string[]): string | null {
  const name = path.at(-1) ?? '';
  if (!/^[A-Z][A-Z0-9_]+$/.test(name) || path.length < 2) return null;
  const before = path.slice(0, -1).join('\\');
  if (/Google|_Service_|Service\\/.test(before)) return googleScopeNamed('php', name);
  return null;
}
