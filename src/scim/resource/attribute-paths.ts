import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts'
import { enterpriseUserSchema } from '../schema/enterprise-user.ts'

const enterprise = enterpriseUserSchema.id

/** From which paths of a SCIM user each attribute comes, the first that has a value: what `toUserContent` does, for people. */
const paths: Readonly<Record<string, readonly (readonly string[])[]>> = {
  first_name: [['name', 'givenName']],
  last_name: [['name', 'familyName']],
  name: [['displayName'], ['name', 'formatted'], ['name']],
  email: [['emails'], ['userName']],
  emails: [['emails']],
  job_title: [['title']],
  username: [['userName']],
  'custom_attributes.addresses': [['addresses']],
  'custom_attributes.cost_center_name': [[enterprise, 'costCenter']],
  'custom_attributes.department_name': [[enterprise, 'department']],
  'custom_attributes.display_name': [['displayName']],
  'custom_attributes.division_name': [[enterprise, 'division']],
  'custom_attributes.emails': [['emails']],
  'custom_attributes.employee_number': [[enterprise, 'employeeNumber']],
  'custom_attributes.employee_type': [['userType']],
  'custom_attributes.job_title': [['title']],
  'custom_attributes.manager_id': [[enterprise, 'manager', 'value']],
  'custom_attributes.manager_name': [[enterprise, 'manager', 'displayName']],
  'custom_attributes.organization': [[enterprise, 'organization']],
  'custom_attributes.username': [['userName']],
}

/** Where an attribute of a SCIM user comes from: the path in its document, and the value there. Null where none leads to it. */
export function scimOrigin(
  attribute: string,
  document: JsonObject,
): { readonly path: string; readonly value: Json } | null {
  const urn = attribute.replace('custom_attributes.', '')
  const known = urn.startsWith('urn:') ? [[urn]] : (paths[attribute] ?? [])
  const found = known.find((path) => valueAt(document, path) !== undefined) ?? known[0]
  return found ? { path: pathText(found), value: valueAt(document, found) ?? null } : null
}

function valueAt(document: JsonObject, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((value, name) => (isJsonObject(value) ? value[name] : undefined), document)
}

/** As RFC 7644 writes paths: an extension's URN, a colon, then the names with points. */
function pathText([first = '', ...rest]: readonly string[]): string {
  return rest.length === 0 ? first : `${first}${first.startsWith('urn:') ? ':' : '.'}${rest.join('.')}`
}
