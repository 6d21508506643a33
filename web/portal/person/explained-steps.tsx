import { List, Stack, Text, ThemeIcon } from '@mantine/core'
import { IconCheck, IconQuestionMark, IconX } from '@tabler/icons-react'
import type { Explanation } from '../../shared/api-types.ts'
import { Time } from '../../shared/time.tsx'
import { useStrings } from '../language.tsx'
import { wordsOfStep } from './explain-words.ts'
import classes from './explained-steps.module.css'
import { personStrings } from './strings.ts'

const looks = {
  ok: { color: 'green', Icon: IconCheck },
  not_ok: { color: 'red', Icon: IconX },
  unknown: { color: 'gray', Icon: IconQuestionMark },
} as const

/** The five steps from the source to the user here, each with its mark, its reason and what to do. */
export function ExplainedSteps({ steps }: Pick<Explanation, 'steps'>) {
  const strings = useStrings(personStrings)
  return (
    <List listStyleType="none" spacing={0} aria-label={strings.stepsLabel} className={classes.steps}>
      {steps.map((step) => (
        <ExplainedStep key={step.name} step={step} />
      ))}
    </List>
  )
}

function ExplainedStep({ step }: { readonly step: Explanation['steps'][number] }) {
  const strings = useStrings(personStrings)
  const { color, Icon } = looks[step.state]
  const { text, fix } = wordsOfStep(step, strings.words)
  return (
    <List.Item
      className={classes.step}
      styles={{ itemWrapper: { alignItems: 'flex-start' } }}
      icon={
        <ThemeIcon
          color={color}
          variant="light"
          radius="xl"
          size={28}
          role="img"
          aria-label={strings.states[step.state]}
        >
          <Icon size={16} aria-hidden />
        </ThemeIcon>
      }
    >
      <Stack gap={2} pb="md">
        <Text fw={600} lh="28px">
          {strings.steps[step.name]}
          {step.at && (
            <Text span size="sm" c="dimmed" fw={400}>
              {' · '}
              <Time at={step.at} />
            </Text>
          )}
        </Text>
        <Text size="sm">{text}</Text>
        {fix && (
          <Text size="sm" c="dimmed">
            {fix}
          </Text>
        )}
      </Stack>
    </List.Item>
  )
}
