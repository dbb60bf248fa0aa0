import assert from 'node:assert/strict';

/**
 * What OCSF 1.7.0 demands of the classes that are written: facts out of `events/` and `objects/` of github.com/ocsf/ocsf-schema, in a form of
 * our own.
 */
type Json = { readonly [name: string]: unknown };

const BASE = ['activity_id', 'category_uid', 'class_uid', 'metadata', 'severity_id', 'time', 'type_uid'];

interface ClassRequirement {
  readonly activities: readonly number[];
  readonly required: readonly string[];
  readonly oneOf: readonly string[];
}

const CLASSES: Readonly<Record<number, ClassRequirement>> = {
  0: { activities: [0, 99], required: [], oneOf: [] },
  2004: { activities: [0, 1, 2, 3, 99], required: ['finding_info'], oneOf: [] },
  3002: { activities: [0, 1, 2, 3, 4, 5, 6, 7, 99], required: ['user'], oneOf: ['service', 'dst_endpoint'] },
  // Of 1.9.0, so that what is written is good there, too.
  3003: { activities: [0, 1, 2, 3, 99], required: ['user'], oneOf: ['privileges', 'groups', 'iam_roles'] },
  3004: { activities: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 99], required: ['entity'], oneOf: [] },
  6002: { activities: [0, 1, 2, 3, 4, 99], required: ['app'], oneOf: [] },
  6003: { activities: [0, 1, 2, 3, 4, 99], required: ['actor', 'api', 'src_endpoint'], oneOf: [] },
};

/** Objects by the attribute that holds them: what each needs, and of what it needs one at least. */
const OBJECTS: Readonly<Record<string, { readonly required?: readonly string[]; readonly oneOf?: readonly string[] }>> =
  {
    metadata: { required: ['version', 'product'] },
    user: { oneOf: ['account', 'name', 'uid'] },
    actor: { oneOf: ['process', 'user', 'invoked_by', 'session', 'app_name', 'app_uid'] },
    entity: { oneOf: ['name', 'uid'] },
    finding_info: { required: ['uid'] },
    api: { required: ['operation'] },
    src_endpoint: { oneOf: ['ip', 'uid', 'name', 'hostname', 'svc_name', 'instance_uid', 'interface_uid', 'domain'] },
    service: { oneOf: ['name', 'uid'] },
    app: { required: ['vendor_name'], oneOf: ['name', 'uid'] },
    product: { required: ['vendor_name'], oneOf: ['name', 'uid'] },
  };

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Holds an event to what its class demands. */
export function assertOcsf(event: Json): void {
  const uid = event['class_uid'] as number;
  const demanded = CLASSES[uid];
  assert.ok(demanded !== undefined, `class ${uid}`);
  for (const name of [...BASE, ...demanded.required]) assert.ok(event[name] !== undefined, `${uid} needs ${name}`);
  assert.ok(demanded.oneOf.length === 0 || demanded.oneOf.some((name) => event[name] !== undefined), `${uid}: one of`);
  const activity = event['activity_id'] as number;
  assert.ok(demanded.activities.includes(activity), `${uid} has no activity ${activity}`);
  assert.equal(event['type_uid'], uid * 100 + activity);
  assert.equal(event['category_uid'], Math.floor(uid / 1000));
  // Other says in words what it is.
  if (activity === 99) assert.notEqual(event['activity_name'], 'Other');
  assert.ok([0, 1, 2, 3, 4, 5, 6, 99].includes(event['severity_id'] as number));
  assert.ok((uid === 2004 ? [0, 1, 2, 3, 4, 5, 6, 99] : [0, 1, 2, 99]).includes(event['status_id'] as number));
  for (const name of ['time', 'start_time', 'end_time'])
    if (event[name] !== undefined) {
      assert.ok(Number.isSafeInteger(event[name]), name);
      assert.ok((event[name] as number) > 1e12, `${name} is in milliseconds`);
    }
  assert.match((event['metadata'] as Json)['version'] as string, /^\d+\.\d+\.\d+$/);
  assertObjects(event);
}

function assertObjects(value: Json): void {
  for (const [name, member] of Object.entries(value)) {
    if (!isObject(member) || name === 'unmapped') continue;
    const { required = [], oneOf = [] } = OBJECTS[name] ?? {};
    for (const needed of required) assert.ok(member[needed] !== undefined, `${name} needs ${needed}`);
    assert.ok(oneOf.length === 0 || oneOf.some((needed) => member[needed] !== undefined), `${name}: one of ${oneOf}`);
    assertObjects(member);
  }
}
