import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { type CertificatePair, checkCertificate, GatewayError, type TlsFront, tlsFront } from '../gateway/index.ts';
import { AppError } from './app-error.ts';
import type { TlsSettings } from './guard-settings.ts';

const LOOK_MILLISECONDS = 5000;
const WARN_MILLISECONDS = 14 * 24 * 3600_000;

export interface CertificateFilesOptions {
  readonly settings: TlsSettings;
  /** The setting that names them, for messages. */
  readonly setting: string;
  /** Tells a person. */
  readonly notice: (message: string) => void;
  /** Told of each pair that is used from now on, and of each that can't be. */
  readonly onLooked?: (outcome: 'used' | 'refused', endsAt: number | null) => void;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** How often the files are looked at. Default: 5000. */
  readonly everyMilliseconds?: number;
}

/** A certificate that is read again when its files change. */
export interface CertificateFiles {
  readonly front: TlsFront;
  /** Reads them now, and says what is wrong with them at once. */
  reload(): void;
  close(): void;
}

/**
 * Puts TLS in front of a server, and follows the files of its certificate. New connections get the new pair, open ones go on. A pair
 * that can't be used leaves the old one in its place. Certificate and key are two files, and whoever replaces them does so one
 * after the other: what is broken is told when it is still so at the next look.
 *
 * @throws AppError `role_failed` where there is no pair to begin with
 */
export function followCertificate(http: Server, options: CertificateFilesOptions): CertificateFiles {
  const { settings, setting, notice, onLooked, clock, everyMilliseconds = LOOK_MILLISECONDS } = options;
  const first = readOrFail(settings, setting);
  const front = tlsFront(http, first);
  let used = first;
  /** What couldn't be used, and whether a person was told. */
  let refused: { readonly pair: CertificatePair | string; readonly told: boolean } | null = null;

  const { endsAt } = checkCertificate(first);
  if (endsAt <= clock()) notice(`the certificate ${settings.certificate} has expired, and clients will refuse it`);
  else if (endsAt - clock() < WARN_MILLISECONDS)
    notice(`the certificate ${settings.certificate} expires ${day(endsAt)}`);
  onLooked?.('used', endsAt);

  const refuse = (pair: CertificatePair | string, why: string, tellNow: boolean): void => {
    const again = refused !== null && same(refused.pair, pair);
    if (again && refused?.told === true && !tellNow) return;
    const told = again || tellNow;
    refused = { pair, told };
    if (!told) return;
    notice(
      `the certificate stays the old one, for the new one can't be used: ${why} (${settings.certificate}, ${settings.key})`,
    );
    onLooked?.('refused', null);
  };
  const look = (tellNow: boolean): void => {
    const pair = readOr(settings);
    if (typeof pair === 'string') refuse(pair, pair, tellNow);
    else if (same(pair, used)) refused = null;
    else {
      const usable = usableNow(pair, clock());
      if (typeof usable === 'string') refuse(pair, usable, tellNow);
      else {
        front.use(pair);
        [used, refused] = [pair, null];
        notice(`a new certificate is in use, valid until ${day(usable.endsAt)} (${settings.certificate})`);
        onLooked?.('used', usable.endsAt);
      }
    }
  };
  const timer = setInterval(() => look(false), everyMilliseconds).unref();
  return { front, reload: () => look(true), close: () => clearInterval(timer) };
}

function same(one: CertificatePair | string, other: CertificatePair | string): boolean {
  if (typeof one === 'string' || typeof other === 'string') return one === other;
  return one.certificate === other.certificate && one.key === other.key;
}

/** When a new pair ends; or why it can't be used in place of one that can. */
function usableNow(pair: CertificatePair, now: number): { readonly endsAt: number } | string {
  try {
    const { beginsAt, endsAt } = checkCertificate(pair);
    if (endsAt <= now) return `it expired ${day(endsAt)}`;
    return beginsAt > now ? `it is not valid before ${day(beginsAt)}` : { endsAt };
  } catch (error) {
    if (error instanceof GatewayError) return error.message;
    throw error;
  }
}

function readOr(settings: TlsSettings): CertificatePair | string {
  try {
    return read(settings);
  } catch (error) {
    return `a file cannot be read (${(error as NodeJS.ErrnoException).code})`;
  }
}

function read({ certificate, key }: TlsSettings): CertificatePair {
  return { certificate: readFileSync(certificate, 'utf8'), key: readFileSync(key, 'utf8') };
}

function readOrFail(settings: TlsSettings, setting: string): CertificatePair {
  try {
    const pair = read(settings);
    checkCertificate(pair);
    return pair;
  } catch (error) {
    const why =
      error instanceof GatewayError
        ? error.message
        : `a file cannot be read (${(error as NodeJS.ErrnoException).code})`;
    throw new AppError(
      'role_failed',
      `The certificate ${settings.certificate} with the key ${settings.key} can't be used: ${why} (${setting} in the configuration).`,
      error,
    );
  }
}

function day(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 10);
}
