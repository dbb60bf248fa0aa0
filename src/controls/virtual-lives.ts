import type { BornToken, RevokedTokenBody } from './entry-bodies.ts';

/** Tokens that end at the guards before they end at their server (`virtualExpiry`), and what became of them there. */
export class VirtualLives {
  readonly #tokens = new Set<string>();
  #atServer = 0;
  #atGuards = 0;

  born(tokens: readonly BornToken[]): void {
    for (const { fingerprint, serverExpiresAt } of tokens)
      if (serverExpiresAt !== undefined) this.#tokens.add(fingerprint);
  }

  revoked({ fingerprint, upstream }: RevokedTokenBody): void {
    if (fingerprint === null || !this.#tokens.has(fingerprint)) return;
    if (upstream === 'revoked') this.#atServer++;
    else this.#atGuards++;
  }

  /** A sentence of what the guards hold and the server doesn't; none where there is no such token. */
  notes(): string[] {
    const all = this.#tokens.size;
    if (all === 0) return [];
    const open = all - this.#atServer - this.#atGuards;
    return [
      `${all} access tokens live longer at their server than the policy allows: they end at the guards, and whoever takes a token without asking a guard takes them until their server's end. ${this.#atServer} of them were revoked at the server too, ${this.#atGuards} are denied at the guards alone, of ${open} the period has no end.`,
    ];
  }
}
