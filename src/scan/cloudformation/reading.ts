import { entriesOf, itemsOf, type Mapping, textOf, type Value, valueAt } from '../documents/index.ts';
import { providerOfUrl } from '../provider-hosts.ts';
import { providerOfName } from '../provider-names.ts';
import { isScopeToken, PLACEHOLDER, type Separator, tokensOf } from '../scope-tokens.ts';
import type { Dynamic, Extraction, Found } from '../types.ts';
import { Intrinsics, type Piece } from './intrinsics.ts';

interface Naming {
  readonly client: string | null;
  readonly provider: string | null;
  readonly separator?: Separator;
}

/** Reads the resources of a template that ask for scopes or define them. */
export class CloudFormation {
  readonly #source: string;
  readonly #found: Found[] = [];
  readonly #dynamic: Dynamic[] = [];

  /** @param source text of the whole file */
  constructor(source: string) {
    this.#source = source;
  }

  get extraction(): Extraction {
    return { found: this.#found, dynamic: this.#dynamic };
  }

  template(template: Value, resources: Value): void {
    const intrinsics = new Intrinsics(template);
    for (const { name, value } of entriesOf(resources)) {
      const type = textOf(valueAt(value, 'Type'));
      const properties = valueAt(value, 'Properties');
      if (type !== null && properties?.kind === 'mapping') this.#resource(type, name, properties, intrinsics);
    }
  }

  #resource(type: string, name: string, properties: Mapping, intrinsics: Intrinsics): void {
    const named = (one: string): string => {
      const [text] = intrinsics.texts(valueAt(properties, one));
      return text === undefined || PLACEHOLDER.test(text.text) ? name : text.text;
    };
    const ask = (value: Value | undefined, naming: Naming): void => this.#ask(intrinsics.pieces(value), naming);
    switch (type) {
      case 'AWS::Cognito::UserPoolResourceServer':
        this.#resourceServer(properties, intrinsics);
        return;
      case 'AWS::Cognito::UserPoolIdentityProvider': {
        const details = valueAt(properties, 'ProviderDetails');
        const provider =
          providerOfName(textOf(valueAt(properties, 'ProviderType'))) ??
          providerOfUrl(textOf(valueAt(details, 'oidc_issuer')));
        ask(valueAt(details, 'authorize_scopes'), {
          client: named('ProviderName'),
          provider,
          separator: 'blank-or-comma',
        });
        return;
      }
      case 'AWS::ElasticLoadBalancingV2::Listener':
      case 'AWS::ElasticLoadBalancingV2::ListenerRule':
        for (const action of itemsOf(valueAt(properties, 'DefaultActions') ?? valueAt(properties, 'Actions'))) {
          const oidc = valueAt(action, 'AuthenticateOidcConfig');
          ask(valueAt(oidc, 'Scope'), { client: name, provider: providerOfUrl(textOf(valueAt(oidc, 'Issuer'))) });
          ask(valueAt(action, 'AuthenticateCognitoConfig', 'Scope'), { client: name, provider: 'cognito' });
        }
        return;
      case 'AWS::EC2::VerifiedAccessTrustProvider': {
        const options = valueAt(properties, 'OidcOptions') ?? valueAt(properties, 'NativeApplicationOidcOptions');
        const provider = providerOfUrl(textOf(valueAt(options, 'Issuer')));
        ask(valueAt(options, 'Scope'), { client: name, provider });
        return;
      }
      case 'AWS::Events::Connection':
        this.#connection(valueAt(properties, 'AuthParameters', 'OAuthParameters'), named('Name'), intrinsics);
        return;
      case 'AWS::BedrockAgentCore::GatewayTarget':
        for (const one of itemsOf(valueAt(properties, 'CredentialProviderConfigurations')))
          ask(
            valueAt(one, 'CredentialProvider', 'OauthCredentialProvider', 'Scopes') ??
              valueAt(one, 'CredentialProvider', 'OAuthCredentialProvider', 'Scopes'),
            { client: named('Name'), provider: null },
          );
        return;
      case 'AWS::AppFlow::ConnectorProfile':
        for (const { value } of entriesOf(valueAt(properties, 'ConnectorProfileConfig', 'ConnectorProfileProperties')))
          ask(valueAt(value, 'OAuthProperties', 'OAuthScopes'), {
            client: named('ConnectorProfileName'),
            provider: null,
          });
        return;
      default:
        // The client, and the custom resources that set what it lacks.
        ask(valueAt(properties, 'AllowedOAuthScopes'), { client: named('ClientName'), provider: 'cognito' });
    }
  }

  #connection(oauth: Value | undefined, client: string, intrinsics: Intrinsics): void {
    for (const list of ['BodyParameters', 'QueryStringParameters'])
      for (const parameter of itemsOf(valueAt(oauth, 'OAuthHttpParameters', list)))
        if (textOf(valueAt(parameter, 'Key')) === 'scope')
          this.#ask(intrinsics.pieces(valueAt(parameter, 'Value')), {
            client,
            provider: providerOfUrl(textOf(valueAt(oauth, 'AuthorizationEndpoint'))),
          });
  }

  /** A scope of Cognito is the resource server's identifier, a slash and a name. */
  #resourceServer(properties: Mapping, intrinsics: Intrinsics): void {
    const [identifier] = intrinsics.texts(valueAt(properties, 'Identifier'));
    const isKnown = identifier !== undefined && !PLACEHOLDER.test(identifier.text);
    for (const scope of itemsOf(valueAt(properties, 'Scopes'))) {
      const name = valueAt(scope, 'ScopeName');
      for (const { text, sure } of intrinsics.texts(name)) {
        const whole = isKnown ? `${identifier.text}/${text}` : text;
        if (name === undefined || PLACEHOLDER.test(whole) || !isScopeToken(whole)) continue;
        const confidence = isKnown && identifier.sure && sure ? 'high' : 'medium';
        this.#found.push({
          ...{ kind: 'definition', scope: whole, offset: this.#within(name.offset) },
          ...{ client: null, provider: 'cognito', confidence },
        });
      }
    }
  }

  #within(offset: number): number {
    return /["']/.test(this.#source[offset] ?? '') ? offset + 1 : offset;
  }

  #ask(pieces: readonly Piece[], { client, provider, separator }: Naming): void {
    for (const piece of pieces) {
      if (piece.kind === 'unknown') {
        this.#dynamic.push({ offset: piece.offset, client, provider, reason: piece.reason });
        continue;
      }
      const text = piece.kind === 'written' ? (textOf(piece.scalar) ?? '') : piece.text;
      const { offset, end = offset } = piece.kind === 'written' ? piece.scalar : piece;
      if (PLACEHOLDER.test(text)) this.#dynamic.push({ offset, client, provider, reason: 'a part of a text' });
      const confidence = piece.sure ? 'high' : 'medium';
      for (const token of tokensOf(text, this.#source, offset, end, separator))
        this.#found.push({
          kind: 'request',
          scope: token.scope,
          offset: token.offset === offset ? this.#within(offset) : token.offset,
          client,
          provider,
          confidence,
        });
    }
  }
}
