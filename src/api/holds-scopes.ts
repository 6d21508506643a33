import { AppError } from '../errors.ts'
import { type Caller, isAllowed, type Scope } from '../model/api-key.ts'

/** Refuses, with `scope_exceeded`, to give somebody a right that the caller has not. */
export function refuseMoreThan(caller: Caller, scopes: readonly Scope[]): void {
  for (const scope of scopes) if (!holds(caller, scope)) throw new AppError('scope_exceeded', { permission: scope })
}

function holds(caller: Caller, scope: Scope): boolean {
  return scope === '*' ? caller.scopes.includes('*') : isAllowed(caller.scopes, scope)
}
