import { ruleGroups } from './company.ts'

/** The files of a company, as its repository has them: 300 groups by rule, 100 teams, 90 org units and ten policies. */
export function companyFiles(changedRule: string | null): { readonly path: string; readonly text: string }[] {
  const groups = ruleGroups(300).map((group, index) =>
    index === 1 && changedRule !== null ? { ...group, members: { mode: 'exact', rule: changedRule } } : group,
  )
  const teams = Array.from({ length: 100 }, (_, index) => ({
    ...{ kind: 'Team', id: `team-${index}`, name: `Team ${index}`, description: `The team of site ${index % 40}.` },
    ...(index > 0 && { parent: `team-${Math.floor(index / 5)}` }),
    lead: `emp:${10_000 + index}`,
    members: {
      mode: 'exact',
      rule: `person.location == "Site ${index % 40}" && person.division == "Division ${index % 6}"`,
    },
  }))
  const units = Array.from({ length: 90 }, (_, index) => ({
    ...{ kind: 'OrgUnit', id: `unit-${index}`, name: `Unit ${index}` },
    ...(index > 0 && { parent: `unit-${Math.floor(index / 6)}` }),
    members: { mode: 'exact', rule: `person.costCenter == "CC-${index}"` },
  }))
  const policies = Array.from({ length: 10 }, (_, index) => ({
    ...{ kind: 'AccessPolicy', id: `policy-${index}`, name: `Policy ${index}` },
    grants: { target: 'github', entitlement: `role/${index}` },
    eligible: `person.memberOf("g-${index}")`,
    approvers: ['person.manager'],
  }))
  return [...groups, ...teams, ...units, ...policies].map((document) => ({
    path: `${document.kind}/${document.id}.yaml`,
    text: yamlOf(document),
  }))
}

/** YAML as people write it, in blocks, for what these files need. */
function yamlOf(value: object, indent = ''): string {
  return Object.entries(value)
    .map(([key, one]) =>
      typeof one === 'object'
        ? Array.isArray(one)
          ? `${indent}${key}: ${JSON.stringify(one)}\n`
          : `${indent}${key}:\n${yamlOf(one, `${indent}  `)}`
        : `${indent}${key}: ${JSON.stringify(one)}\n`,
    )
    .join('')
}
