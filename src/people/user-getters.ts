import { AppError } from '../errors.ts'
import { compileExpression, type Expression } from '../expressions/compile-expression.ts'
import type { ExpressionType } from '../expressions/outcome.ts'
import type { AttributeType } from '../model/overlay/person-rules.ts'
import { standardAttributes } from '../model/person-attributes.ts'
import type { PersonAttribute, UserGetter } from './people-options.ts'

const compiled = new Map<string, Expression | null>()
const mostKept = 2_000

/** What expressions about a user of a directory can read: the normalised form. */
export const userVariables: Readonly<Record<string, ExpressionType>> = {
  user: {
    fields: {
      id: 'text',
      idp_id: 'text',
      directory_id: 'text',
      active: 'boolean',
      username: 'text',
      name: 'text',
      first_name: 'text',
      last_name: 'text',
      email: 'text',
      emails: 'list',
      job_title: 'text',
      custom_attributes: 'object',
    },
  },
}

/**
 * How each attribute of people follows from the users of a directory: as its document says, else as is usual. An attribute of the
 * organization's own is read under its name in camelCase or snake_case.
 */
export function compileGetters(
  attributes: ReadonlyMap<string, PersonAttribute>,
  written: Readonly<Record<string, string>>,
): UserGetter[] {
  return [...attributes].map(([attribute, { type }]) => {
    const text = written[attribute] ?? standardAttributes[attribute]?.from
    return text === undefined ? ownGetter(attribute, type) : getterOf(text, attribute, type)
  })
}

function getterOf(text: string, attribute: string, type: AttributeType): UserGetter {
  const path = /^user((?:\.[A-Za-z_][A-Za-z0-9_]*)+)$/.exec(text)?.[1]?.slice(1).split('.')
  if (path) return { attribute, type, path, expression: null }
  return { attribute, type, path: null, expression: expressionOf(text) }
}

function ownGetter(attribute: string, type: AttributeType): UserGetter {
  const snake = attribute.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  if (snake === attribute) return getterOf(`user.custom_attributes.${attribute}`, attribute, type)
  return getterOf(`coalesce(user.custom_attributes.${snake}, user.custom_attributes.${attribute})`, attribute, type)
}

/**
 * Compiled once, however many directories and batches use it. Documents with expressions that cannot be compiled are refused
 * before they take effect; one that a later version of Muster refuses gives no value, and stops nobody else.
 */
function expressionOf(text: string): Expression | null {
  const kept = compiled.get(text)
  if (kept !== undefined) return kept
  if (compiled.size >= mostKept) compiled.clear()
  const expression = compile(text)
  compiled.set(text, expression)
  return expression
}

function compile(text: string): Expression | null {
  try {
    return compileExpression(text, { variables: userVariables })
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid_expression') return null
    throw error
  }
}
