import { setTimeout as wait } from 'node:timers/promises'
import { AppError } from '../errors.ts'
import type { DemoAction, DemoControl } from '../model/demo.ts'
import type { JsonObject } from '../model/json.ts'
import type { Platform } from '../platform/platform.ts'
import type { Random } from './company/random.ts'
import { type ProviderAction, planAction } from './demo-actions.ts'
import { createDemoFeed, type DemoFeed } from './demo-feed.ts'
import { providerState } from './demo-state.ts'
import type { Happening } from './happening.ts'
import { createLifeSwitch, type LifeSwitch } from './life-switch.ts'
import type { MusterApi } from './muster-api.ts'
import type { Studio } from './open-studio.ts'
import type { HappeningReport, LivingDirectory } from './trickle.ts'
import type { WebhookInbox } from './webhook-inbox.ts'

/** What is steered: the company as it lives now. */
export type DemoCompany = {
  readonly api: MusterApi
  readonly random: Random
  readonly organizationId: string
  readonly endpointId: string
  readonly inbox: WebhookInbox
  readonly studio: Studio
  /** All three: two that push, and the studio. */
  readonly directories: readonly LivingDirectory[]
}

/** The control, and the side of it that the running demo sees. */
export type SteeredDemo = DemoControl & {
  readonly feed: DemoFeed
  readonly life: LifeSwitch
  /** Tells of what is about to happen, by itself or because somebody wanted it. */
  tell(report: HappeningReport & { readonly by: 'life' | 'you' }): void
  /** Calls the listener with all that is told. */
  onHappening(listener: (report: HappeningReport) => void): void
  /** From now on actions are done in this company; undone by the function that is given back. */
  steer(company: DemoCompany): () => void
}

/** Makes the control of a demo that has not begun yet. */
export function createDemoControl(platform: Pick<Platform, 'clock'>): SteeredDemo {
  const feed = createDemoFeed(platform)
  const life = createLifeSwitch()
  let company: DemoCompany | null = null
  const listeners: ((report: HappeningReport) => void)[] = []
  const tell: SteeredDemo['tell'] = ({ directory, sentence, by }) => {
    for (const listener of listeners) listener({ directory, sentence })
    const directoryId = company?.directories.find(({ name }) => name === directory)?.id ?? null
    const { id } = feed.add('demo_happening', { directory_id: directoryId, directory, sentence, by })
    if (directoryId !== null) feed.happening.set(directoryId, id)
  }
  const act = (happening: HappeningReport) => {
    tell({ ...happening, by: 'you' })
    return { object: 'demo_action', sentence: happening.sentence }
  }
  return {
    feed,
    life,
    tell,
    onHappening: (listener) => void listeners.push(listener),
    state: () => stateOf(company, life),
    recent: feed.recent,
    follow: feed.follow,
    async act(action) {
      if (!company) throw new AppError('demo_not_ready')
      return 'provider' in action ? actAtProvider(action, company, act) : actAside(action, { company, life, act })
    },
    steer(next) {
      company = next
      return () => {
        company = null
      }
    },
  }
}

function stateOf(company: DemoCompany | null, life: LifeSwitch): JsonObject {
  return {
    object: 'demo',
    is_ready: company !== null,
    is_life_running: life.isRunning,
    is_role_narrowed: company?.studio.mistake.isMade ?? false,
    organization_id: company?.organizationId ?? null,
    receiver: company && { endpoint_id: company.endpointId, is_failing: company.inbox.isFailing },
    providers: company?.directories.map((directory) => providerState(directory, directory.world)) ?? [],
  }
}

type Act = (happening: HappeningReport) => JsonObject

/** Plans and does an action in the directory of its provider, in turn with what happens there by itself. */
function actAtProvider(action: ProviderAction, { directories, random }: DemoCompany, act: Act): Promise<JsonObject> {
  const directory = directories.find(({ world }) => world.provider === action.provider)
  if (!directory) throw new AppError('demo_not_ready')
  return directory.inTurn(async () => {
    const happening: Happening = planAction(action, directory.world, random)
    const answer = act({ directory: directory.name, sentence: happening.sentence })
    await directory.perform(happening, random)
    return answer
  })
}

type Aside = { readonly company: DemoCompany; readonly life: LifeSwitch; readonly act: Act }

/** Does what is not done to people. */
async function actAside(
  action: Exclude<DemoAction, ProviderAction>,
  { company, life, act }: Aside,
): Promise<JsonObject> {
  const { api, inbox, studio, directories } = company
  const google = directories.find(({ world }) => world.provider === 'google')
  const directory = google?.name ?? ''
  if (action.kind === 'set_life') {
    life.set(action.is_running)
    return act({
      directory: '',
      sentence: action.is_running ? 'The company goes about its day' : 'The company holds its breath',
    })
  }
  if (action.kind === 'set_receiver') {
    inbox.isFailing = action.is_failing
    const sentence = action.is_failing
      ? 'The product breaks: it answers every webhook with 503'
      : 'The product works again: it takes webhooks'
    return act({ directory: '', sentence })
  }
  const { mistake } = studio
  const isWanted = action.kind === 'narrow_role'
  if (mistake.isMade === isWanted) {
    throw new AppError('invalid_request', {
      detail: isWanted ? 'The mistake is made already.' : 'There is no mistake to put right.',
    })
  }
  const answer = act({ directory, sentence: isWanted ? mistake.make() : mistake.putRight() })
  if (google) await requestFreshRun(api, google.id)
  return answer
}

const pollMs = 250
const mostLooks = 120

/** Asks for a run that reads everything from now on. One that is on its way is given instead, and waited for: it may have read before. */
async function requestFreshRun(api: MusterApi, directoryId: string): Promise<void> {
  for (let looks = 0; looks < mostLooks; looks += 1) {
    const run = await api.requestRun(directoryId)
    if (run?.state === 'queued') return
    await wait(pollMs)
  }
}
