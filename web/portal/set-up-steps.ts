import type { DirectorySetup, Provider } from '../shared/api-types.ts'

/** The screens of a set-up, by the names under which they are kept. */
export type StepName = 'steps' | 'settings' | 'test' | 'attributes' | 'scope' | 'review' | 'status'

const bySource: Readonly<Record<Provider['kind'], readonly StepName[]>> = {
  scim: ['steps', 'test', 'status'],
  pull: ['steps', 'settings', 'test', 'attributes', 'scope', 'review', 'status'],
}

/** The screens that a kind of source has, in their order; to choose it comes before them. */
export function stepsOf(kind: Provider['kind']): readonly StepName[] {
  return bySource[kind]
}

/** The screen that follows. */
export function stepAfter(kind: Provider['kind'], step: StepName): StepName {
  const steps = stepsOf(kind)
  return steps[steps.indexOf(step) + 1] ?? 'status'
}

/** Where somebody goes on who comes back. */
export function resumeAt(
  kind: Provider['kind'],
  { current_step: current, started_at: startedAt, finished_at: finishedAt }: DirectorySetup,
  isConnected: boolean,
): StepName {
  if (finishedAt !== null || (startedAt === null && isConnected)) return 'status'
  const name = current?.split('.')[0]
  return stepsOf(kind).find((step) => step === name || (name === 'guide' && step === 'steps')) ?? 'steps'
}
