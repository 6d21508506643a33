import { z } from 'zod'
import { type DocumentKind, documentKinds } from '../../model/overlay/document.ts'
import type { Path } from './loaded-document.ts'

/** The part of JSON Schema that the schemas of documents use. */
export type Shape = {
  readonly type?: string
  readonly description?: string
  readonly properties?: Readonly<Record<string, Shape>>
  readonly required?: readonly string[]
  readonly additionalProperties?: Shape | boolean
  readonly propertyNames?: Shape
  readonly items?: Shape
  readonly anyOf?: readonly Shape[]
  readonly enum?: readonly string[]
  readonly const?: string | number | boolean
  readonly default?: unknown
  readonly pattern?: string
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly $ref?: string
}

const shapes = new Map<DocumentKind, Shape>()

/** The JSON Schema of a kind of documents, as people write them: keys with a default may be left out. */
export function shapeOf(kind: DocumentKind): Shape {
  const known = shapes.get(kind)
  if (known) return known
  const shape = z.toJSONSchema(documentKinds[kind], { io: 'input' }) as Shape
  shapes.set(kind, shape)
  return shape
}

/** The schemas that may stand at a path: several where a value may have one of several forms. */
export function shapesAt(root: Shape, path: Path): Shape[] {
  let open = formsOf(root)
  for (const step of path) open = open.flatMap((shape) => formsOf(below(shape, step)))
  return open
}

/** The keys that an object at a path may have. */
export function keysAt(root: Shape, path: Path): string[] {
  return [...new Set(shapesAt(root, path).flatMap(({ properties }) => Object.keys(properties ?? {})))]
}

function formsOf(shape: Shape | undefined): Shape[] {
  if (!shape) return []
  return shape.anyOf ? shape.anyOf.flatMap(formsOf) : [shape]
}

function below(shape: Shape, step: string | number): Shape | undefined {
  if (typeof step === 'number') return shape.items
  const property = shape.properties?.[step]
  if (property) return property
  return typeof shape.additionalProperties === 'object' ? shape.additionalProperties : undefined
}
