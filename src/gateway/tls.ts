import { X509Certificate } from 'node:crypto';
import type { Server } from 'node:http';
import {
  createSecureContext,
  createServer as createTlsServer,
  type TLSSocket,
  type Server as TlsServer,
} from 'node:tls';
import { GatewayError } from './gateway-error.ts';

const HANDSHAKE_MILLISECONDS = 10_000;

/** A certificate chain and its key, as PEM. */
export interface CertificatePair {
  readonly certificate: string;
  readonly key: string;
}

/**
 * Looks at a pair before anything depends on it. @returns when its own certificate ends, in milliseconds since 1970
 *
 * @throws GatewayError `certificate_unusable`, which says what is wrong and quotes nothing of the key
 */
export function checkCertificate({ certificate, key }: CertificatePair): {
  readonly endsAt: number;
  readonly beginsAt: number;
} {
  let own: X509Certificate;
  try {
    own = new X509Certificate(certificate);
  } catch {
    throw new GatewayError('certificate_unusable', 'the certificate is no PEM certificate');
  }
  try {
    createSecureContext({ cert: certificate, key });
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new GatewayError(
      'certificate_unusable',
      code === 'ERR_OSSL_X509_KEY_VALUES_MISMATCH'
        ? 'the key is not that of the certificate'
        : 'the key is no PEM private key without a passphrase, or is not that of the certificate',
    );
  }
  return { beginsAt: Date.parse(own.validFrom), endsAt: Date.parse(own.validTo) };
}

/** A server behind TLS: what is decrypted goes to the HTTP server as its own connections, with all its limits. */
export interface TlsFront {
  readonly server: TlsServer;
  /** New connections get this pair; those that are open keep what they have. @throws GatewayError `certificate_unusable` */
  use(pair: CertificatePair): void;
}

/**
 * TLS 1.2 or later (RFC 9325 §3.1.1), HTTP/1.1 alone by ALPN. A handshake that fails or takes longer than ten seconds ends that
 * connection and concerns no other.
 *
 * @throws GatewayError `certificate_unusable`
 */
export function tlsFront(http: Server, pair: CertificatePair): TlsFront {
  checkCertificate(pair);
  const optionsOf = ({ certificate, key }: CertificatePair) => ({
    cert: certificate,
    key,
    minVersion: 'TLSv1.2' as const,
    honorCipherOrder: true,
  });
  const server = createTlsServer({
    ...optionsOf(pair),
    ALPNProtocols: ['http/1.1'],
    handshakeTimeout: HANDSHAKE_MILLISECONDS,
    noDelay: true,
  });
  server.on('secureConnection', (socket: TLSSocket) => http.emit('connection', socket));
  // Scanners and broken clients: nothing that anybody could mend here.
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  return {
    server,
    use(next) {
      checkCertificate(next);
      server.setSecureContext(optionsOf(next));
    },
  };
}
