import { Button, Tooltip } from '@mantine/core'
import { IconCheck, IconPlayerPlay, IconX } from '@tabler/icons-react'
import type { Plan } from '../../shared/api-types.ts'
import { useConfirm } from '../../shared/confirm.tsx'
import { useApi } from '../../shared/use-api.ts'
import { useDeed } from '../../shared/use-deed.ts'
import { useMay } from '../session.ts'
import { signOf } from './plan-words.ts'
import { strings } from './strings.en.ts'

const words = strings.deeds

/** What can be said to a plan: yes, no, and that it is applied. */
export function PlanDeeds({ plan }: { readonly plan: Plan }) {
  const { approve, reject, apply, isBusy } = usePlanDeeds(plan)
  const mayDecide = useMay('plans:approve')
  const mayApply = useMay('plans:apply')
  const { applyable, approvals } = plan.plan
  const isMissing = approvals.some(({ given, count }) => given < count)
  return (
    <>
      <Deed
        label={words.reject}
        may={mayDecide}
        isBusy={isBusy}
        icon={<IconX size={16} aria-hidden />}
        onRun={reject}
      />
      {isMissing && plan.state === 'planned' && (
        <Deed
          label={words.approve}
          may={mayDecide}
          isBusy={isBusy}
          icon={<IconCheck size={16} aria-hidden />}
          onRun={approve}
        />
      )}
      <Tooltip label={words.mayNot} disabled={mayApply}>
        <Button
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          disabled={!mayApply || !applyable || isMissing}
          loading={isBusy}
          onClick={() => void apply()}
        >
          {words.apply}
        </Button>
      </Tooltip>
    </>
  )
}

type DeedProps = {
  readonly label: string
  readonly may: boolean
  readonly isBusy: boolean
  readonly icon: React.ReactNode
  readonly onRun: () => Promise<void>
}

function Deed({ label, may, isBusy, icon, onRun }: DeedProps) {
  return (
    <Tooltip label={words.mayNot} disabled={may}>
      <Button variant="default" leftSection={icon} disabled={!may || isBusy} onClick={() => void onRun()}>
        {label}
      </Button>
    </Tooltip>
  )
}

function usePlanDeeds(plan: Plan) {
  const api = useApi()
  const confirm = useConfirm()
  const { run, isBusy } = useDeed()
  const path = { id: plan.id }
  return {
    isBusy,
    async approve() {
      const reason = { label: words.reason }
      const answer = await confirm({
        title: words.approveTitle,
        text: words.approveText,
        action: words.approve,
        reason,
      })
      if (!answer) return
      const body = { reason: answer.reason || null }
      await run(() => api.post('/plans/{id}/approve', { path, body }), { done: words.approved })
    },
    async reject() {
      const reason = { label: words.reason }
      const answer = await confirm({ title: words.rejectTitle, text: words.rejectText, action: words.reject, reason })
      if (!answer) return
      const body = { reason: answer.reason || null }
      await run(() => api.post('/plans/{id}/reject', { path, body }), { done: words.rejected })
    },
    async apply() {
      if (!(await confirm(questionOf(plan)))) return
      const done = ({ result }: Plan) =>
        result?.changes.some(({ outcome }) => outcome !== 'applied') ? words.appliedPartly : words.applied
      await run(() => api.post('/plans/{id}/apply', { path }), { done })
    },
  }
}

/** What will happen, in numbers, and by name what is taken away. */
function questionOf({ plan, summary }: Plan) {
  const removed = plan.changes.filter((change) => signOf(change) === 'remove').map(({ name }) => words.deleting(name))
  const leaving = plan.changes.flatMap(({ name, people }) =>
    (people?.samples.leave ?? []).map((person) => words.leaving(name, person.name)),
  )
  const names = [...removed, ...leaving]
  return {
    title: words.applyTitle,
    text: words.applyText(plan.changes.length, summary.enter, summary.leave),
    ...(names.length > 0 && { names, total: removed.length + summary.leave }),
    action: words.apply,
    isDangerous: names.length > 0,
  }
}
