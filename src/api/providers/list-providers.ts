import type { Connector } from '../../connectors/connector.ts'
import { connectorGuide } from '../../connectors/connector-guides.ts'
import { describeSettings } from '../../connectors/split-settings.ts'
import type { GuideNeeds, GuideStep } from '../../model/guide.ts'
import type { JsonObject } from '../../model/json.ts'
import type { Guide } from '../../scim/clients/parse-guide.ts'
import { scimGuides } from '../../scim/clients/read-guides.ts'

/** The order in which they are offered: what most people have comes first, and both ways of one vendor stand together. */
const order = [
  'okta-scim-v2.0',
  'okta',
  'azure-scim-v2.0',
  'entra-id',
  'gsuite-directory',
  'google-scim-v2.0',
  'active-directory',
  'ldap',
  'jump-cloud-scim-v2.0',
  'onelogin-scim-v2.0',
  'pingone-scim-v2.0',
  'pingfederate-scim-v2.0',
  'rippling-scim-v2.0',
  'cyberark-scim-v2.0',
  'sailpoint-scim-v2.0',
  'keycloak-scim-v2.0',
  'authentik-scim-v2.0',
  'csv',
  'generic-scim-v2.0',
]

/**
 * Everything that can be connected, as the API shows it: what pushes SCIM, and what is read by the connectors of this server. What
 * is for few comes last.
 */
export function listProviders(connectors: readonly Connector[]): readonly JsonObject[] {
  const all = [...scimGuides().map(toScimProvider), ...connectors.map(toPullProvider)]
  const rankOf = ({ id, is_special: isSpecial }: JsonObject) => {
    const place = order.indexOf(String(id))
    return place < 0 ? order.length + (isSpecial ? 1 : 0) : place
  }
  return all.toSorted((one, other) => rankOf(one) - rankOf(other))
}

/** The id of a provider is made of the first of its types, which no two of them share. */
function idOf(type: string): string {
  return type.replaceAll(' ', '-')
}

function toScimProvider(guide: Guide): JsonObject {
  const [type = ''] = guide.directoryTypes
  const { sections } = guide
  return {
    ...{ object: 'provider', id: idOf(type), name: guide.title, kind: 'scim' },
    is_special: guide.scimVersion === '1.1' || type.startsWith('strict '),
    scim_version: guide.scimVersion,
    directory_types: [...guide.directoryTypes],
    needs: toNeeds(guide.needs),
    introduction: guide.introduction,
    steps: toSteps(guide.steps),
    attributes: sections.Attributes,
    behavior: sections['What it sends, and when'],
    test: sections['Test it'],
    vendor_url: guide.needs.vendor_page,
    settings: null,
  }
}

function toPullProvider({ type, title, settings }: Connector): JsonObject {
  const guide = connectorGuide(type)
  return {
    ...{ object: 'provider', id: idOf(type), name: title, kind: 'pull', is_special: false, scim_version: null },
    directory_types: [type],
    needs: toNeeds(guide.needs),
    introduction: guide.introduction,
    steps: toSteps(guide.steps),
    attributes: guide.whatIsRead,
    behavior: null,
    test: guide.checks,
    vendor_url: guide.needs.vendor_page,
    settings: describeSettings(settings),
  }
}

function toNeeds({ minutes, role, plan }: GuideNeeds): JsonObject {
  return { minutes, role, plan }
}

function toSteps(steps: readonly GuideStep[]): JsonObject[] {
  return steps.map((step) => ({ ...step }))
}
