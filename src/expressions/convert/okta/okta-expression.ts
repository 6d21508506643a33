/** An expression of Okta, as it was read. */
export type OktaExpression =
  | { readonly is: 'literal'; readonly value: string | number | boolean | null }
  | { readonly is: 'attribute'; readonly object: string; readonly name: string }
  | { readonly is: 'list'; readonly items: readonly OktaExpression[] }
  /** `{'group.id': 'x'}`, which user.isMemberOf takes. */
  | { readonly is: 'criteria'; readonly fields: ReadonlyMap<string, OktaExpression> }
  | { readonly is: 'call'; readonly name: string; readonly args: readonly OktaExpression[] }
  | {
      readonly is: 'operation'
      readonly operator: string
      readonly left: OktaExpression
      readonly right: OktaExpression
    }
  | { readonly is: 'not'; readonly part: OktaExpression }
  | {
      readonly is: 'choice'
      readonly condition: OktaExpression
      readonly one: OktaExpression
      readonly other: OktaExpression
    }
