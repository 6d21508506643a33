import { Box, Group, Progress, Stack, Text, VisuallyHidden } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useLocation } from '@tanstack/react-router'
import { useStrings } from './language.tsx'
import { PortalLink } from './portal-link.tsx'
import classes from './set-up-stepper.module.css'
import { type StepName, stepsOf } from './set-up-steps.ts'
import { frameStrings } from './strings.ts'
import { isStepDone, useSetUp } from './use-set-up.ts'

/** How far the set-up of a directory is, and the way to each of its screens: left of them, on a phone above. */
export function SetUpStepper({ directoryId }: { readonly directoryId: string }) {
  const strings = useStrings(frameStrings)
  const { data } = useSetUp(directoryId)
  const here = useLocation({ select: ({ pathname }) => pathname.split('/').at(-1) })
  if (!data) return null
  const steps = stepsOf(data.provider.kind)
  const at = steps.map(String).indexOf(here ?? '')
  const shown = at < 0 ? steps.length - 1 : at
  return (
    <>
      <Box component="nav" aria-label={strings.setUp} visibleFrom="sm" className={classes.side}>
        <ol className={classes.list}>
          <li className={classes.step} data-done>
            <PortalLink to="/choose" className={classes.link}>
              <Mark number={1} isDone />
              <span>{strings.steps.choose}</span>
              <VisuallyHidden>({strings.stepDone})</VisuallyHidden>
            </PortalLink>
          </li>
          {steps.map((step, index) => (
            <Step
              key={step}
              step={step}
              number={index + 2}
              directoryId={directoryId}
              isHere={step === here}
              isDone={isStepDone(data, step) && step !== 'status'}
            />
          ))}
        </ol>
      </Box>
      <Stack gap={6} hiddenFrom="sm" mb="md">
        <Group justify="space-between">
          <Text size="sm" fw={600}>
            {strings.steps[steps[shown] ?? 'status']}
          </Text>
          <Text size="sm" c="dimmed">
            {strings.stepOf(shown + 2, steps.length + 1)}
          </Text>
        </Group>
        <Progress value={((shown + 2) / (steps.length + 1)) * 100} size="sm" aria-label={strings.setUp} />
      </Stack>
    </>
  )
}

type StepProps = {
  readonly step: StepName
  readonly number: number
  readonly directoryId: string
  readonly isHere: boolean
  readonly isDone: boolean
}

function Step({ step, number, directoryId, isHere, isDone }: StepProps) {
  const strings = useStrings(frameStrings)
  return (
    <li className={classes.step} data-done={isDone || undefined} data-here={isHere || undefined}>
      <PortalLink
        to={`/directories/${directoryId}/${step}`}
        className={classes.link}
        {...(isHere && { 'aria-current': 'step' as const })}
      >
        <Mark number={number} isDone={isDone} />
        <span>{strings.steps[step]}</span>
        {isDone && <VisuallyHidden>({strings.stepDone})</VisuallyHidden>}
      </PortalLink>
    </li>
  )
}

function Mark({ number, isDone }: { readonly number: number; readonly isDone: boolean }) {
  return (
    <span className={classes.mark} aria-hidden>
      {isDone ? <IconCheck size={14} /> : number}
    </span>
  )
}
