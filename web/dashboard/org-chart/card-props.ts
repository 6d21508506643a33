import type { OrgChartCard } from '../../shared/api-types.ts'
import type { CardProps } from './person-card.tsx'
import type { OpenChart } from './use-org-chart.ts'

type CardUse = { readonly chosen: string | undefined; readonly onOpen: (id: string) => void }

/** What the card of somebody shows and does in an open chart. */
export function cardProps(chart: OpenChart, id: string, { chosen, onOpen }: CardUse): CardProps {
  const { model, part } = chart
  const person = model.people.get(id) as OrgChartCard
  return {
    person,
    isChosen: id === chosen || (chosen === undefined && id === part.person_id),
    isLooped: model.looped.has(id),
    isDotted: part.dotted_lines.some((line) => line.person.id === id || line.manager.id === id),
    isOpen: chart.isOpen(id),
    isLoading: chart.isLoading(id),
    hidden: person.reports - (model.children.get(id)?.length ?? 0),
    onOpen: () => onOpen(id),
    onToggle: () => chart.toggle(id),
  }
}
