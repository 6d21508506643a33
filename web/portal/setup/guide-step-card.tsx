import { Button, Checkbox, Collapse, Group, Paper, Title } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useEffect, useId, useState } from 'react'
import type { Provider } from '../../shared/api-types.ts'
import { Markdown, type Placeholder } from '../../shared/markdown.tsx'
import { useStrings } from '../language.tsx'
import classes from './guide-step-card.module.css'
import { setupStrings } from './strings.ts'
import { useBranded } from './use-branded.ts'

export type GuideStepCardProps = {
  readonly step: Provider['steps'][number]
  readonly number: number
  readonly placeholders: Readonly<Record<string, Placeholder>>
  readonly isDone: boolean
  /** The first that is not done. */
  readonly isNext: boolean
  readonly onDone: (isDone: boolean) => void
}

/** One step: what to do, and a tick. What is done folds away, and can be opened again. */
export function GuideStepCard({ step, number, placeholders, isDone, isNext, onDone }: GuideStepCardProps) {
  const { guide } = useStrings(setupStrings)
  const branded = useBranded()
  const [isOpen, setOpen] = useState(!isDone)
  useEffect(() => setOpen(!isDone), [isDone])
  const id = useId()
  const Chevron = isOpen ? IconChevronUp : IconChevronDown
  return (
    <Paper component="li" withBorder p="md" className={classes.step} data-next={isNext || undefined}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Title order={2} fz="md" lh={1.4} lang="en" c={isDone ? 'dimmed' : undefined}>
          {number}. {step.title}
        </Title>
        <Group gap="xs" wrap="nowrap">
          <Checkbox
            checked={isDone}
            onChange={(event) => onDone(event.currentTarget.checked)}
            label={guide.done}
            aria-label={`${guide.done}: ${step.title}`}
          />
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            px={4}
            aria-expanded={isOpen}
            aria-controls={id}
            aria-label={`${isOpen ? guide.hide : guide.show}: ${step.title}`}
            onClick={() => setOpen(!isOpen)}
          >
            <Chevron size={16} aria-hidden />
          </Button>
        </Group>
      </Group>
      <Collapse expanded={isOpen} id={id}>
        <div className={classes.text} lang="en">
          <Markdown text={branded(step.text)} placeholders={placeholders} topLevel={3} />
        </div>
      </Collapse>
    </Paper>
  )
}
