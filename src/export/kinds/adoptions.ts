import { membersOf, numberOf, textOf, textsOf } from '../reading.ts';
import type { ExportedEntry, Facts, KindMapping, OcsfPlace, Severity } from '../types.ts';

/** Activities of OCSF's Entity Management and Authentication. */
const UPDATE = 3;
const [TICKET_OTHER, TICKET_OTHER_NAME] = [99, 'Token of before recognised'];

function ofIssuer(action: string, severity: Severity): KindMapping['facts'] {
  return ({ entry }: ExportedEntry): Partial<Facts> => ({
    action,
    severity,
    person: textOf(membersOf(entry.body['by'])['person']),
    entity: { type: 'issuer', uid: entry.issuer ?? 'unknown', name: null },
  });
}

const changed: KindMapping['ocsf'] = (): OcsfPlace => ({ class: 'entity_management', activity: UPDATE });

export const adoptions = {
  'issuer.adopted': { caption: 'Issuer adopted', facts: ofIssuer('adopt', 'medium'), ocsf: changed },
  'issuer.handed_back': { caption: 'Issuer handed back', facts: ofIssuer('hand_back', 'high'), ocsf: changed },
  'adoption.closed': { caption: 'Adoption window closed', facts: ofIssuer('close_adoption', 'medium'), ocsf: changed },
  'token.recognised': {
    caption: 'Token from before the adoption recognised',
    facts: ({ entry: { body, refs } }) => ({
      action: 'recognise',
      clientId: textOf(body['clientId']),
      scopes: textsOf(body['scopes']),
      tokens: refs.filter((ref) => ref.startsWith('token:')).map((ref) => ref.slice('token:'.length)),
      expiresAt: numberOf(body['expiresAt']) === null ? null : (numberOf(body['expiresAt']) ?? 0) * 1000,
    }),
    ocsf: () => ({ class: 'authentication', activity: TICKET_OTHER, activityName: TICKET_OTHER_NAME }),
  },
} satisfies Readonly<Record<string, KindMapping>>;
