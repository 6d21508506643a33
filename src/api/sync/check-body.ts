import type { Connector } from '../../connectors/connector.ts'
import type { MappingLine, Scope } from '../../model/connection.ts'
import type { CustomAttribute } from '../../model/custom-attribute.ts'
import { checkMapping } from '../../sync/mapping/check-mapping.ts'
import { checkScope } from '../../sync/scope/compile-scope.ts'
import { type FieldError, RequestInvalid } from '../validation.ts'

/** Refuses a mapping that cannot be used, with everything that is wrong with it. */
export function refuseMapping(
  mapping: readonly MappingLine[],
  connector: Connector,
  customAttributes: readonly CustomAttribute[],
): void {
  const problems = checkMapping(mapping, { connector: connector.mapping, customAttributes })
  refuse(
    problems.map(({ target, text }) => ({
      code: 'invalid_mapping',
      field: target === '' ? 'mapping' : `mapping.${target}`,
      message: `${target}: ${text.replace(/\.$/, '')}`,
    })),
  )
}

/** Refuses a scope that cannot be used at this source, with everything that is wrong with it. */
export function refuseScope(scope: Scope, { abilities }: Connector): void {
  const problems = checkScope(scope, { orgUnits: abilities.orgUnits, groups: true })
  refuse(
    problems.map(({ field, text }) => ({
      code: 'invalid_scope',
      field: `scope.${field}`,
      message: text.replace(/\.$/, ''),
    })),
  )
}

function refuse(errors: readonly FieldError[]): void {
  if (errors.length > 0) throw new RequestInvalid(errors)
}
