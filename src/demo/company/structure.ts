import type { Location, Provider } from './person.ts'

/** A department: who leads it, what its people are called from junior to senior, and how many they are. */
export type Department = {
  readonly name: string
  readonly division: string
  readonly costCenter: string
  readonly size: number
  readonly head: string
  readonly lead: string
  readonly titles: readonly string[]
  /** The share of its people who are contractors. */
  readonly contractors: number
}

/** One half of the company, with an identity provider of its own. The first department is its leadership. */
export type HalfPlan = {
  readonly provider: Provider
  readonly domain: string
  readonly departments: readonly Department[]
  readonly locations: readonly Location[]
  readonly employeeNumbers: { readonly prefix: string; readonly from: number }
}

/** The organization's name, that of the company it bought, and that of its studio. They are made up; the domains are reserved (RFC 2606). */
export const companyNames = { organization: 'Harrowmere', acquired: 'Quillhaven', studio: 'Brightmoor' } as const

type Row = readonly [
  name: string,
  division: string,
  costCenter: string,
  size: number,
  head: string,
  lead: string,
  titles: string,
  contractors?: number,
]

const departments = (rows: readonly Row[]): Department[] =>
  rows.map(([name, division, costCenter, size, head, lead, titles, contractors = 0]) => {
    return { name, division, costCenter, size, head, lead, titles: titles.split(', '), contractors }
  })

const headquarters: HalfPlan = {
  provider: 'okta',
  domain: 'harrowmere.example',
  employeeNumbers: { prefix: 'H', from: 10001 },
  departments: departments([
    [
      'Executive Office',
      'Corporate',
      'CC-100',
      4,
      'Chief Executive Officer',
      'Chief of Staff',
      'Executive Assistant, Chief of Staff',
    ],
    [
      'Engineering',
      'Technology',
      'CC-210',
      46,
      'Chief Technology Officer',
      'Engineering Manager',
      'Software Engineer, Firmware Engineer, Senior Engineer, Staff Engineer',
      0.15,
    ],
    [
      'Product',
      'Technology',
      'CC-220',
      12,
      'VP Product',
      'Group Product Manager',
      'Product Analyst, Product Manager, Senior Product Manager',
    ],
    [
      'Design',
      'Technology',
      'CC-230',
      8,
      'Head of Design',
      'Design Lead',
      'Product Designer, Senior Product Designer, User Researcher',
    ],
    [
      'Sales',
      'Commercial',
      'CC-310',
      26,
      'Chief Revenue Officer',
      'Regional Sales Manager',
      'Sales Development Representative, Account Executive, Senior Account Executive, Sales Engineer',
    ],
    [
      'Customer Support',
      'Commercial',
      'CC-320',
      20,
      'VP Customer Support',
      'Support Team Lead',
      'Support Specialist, Senior Support Specialist, Support Engineer',
      0.2,
    ],
    [
      'Marketing',
      'Commercial',
      'CC-330',
      14,
      'Chief Marketing Officer',
      'Marketing Manager',
      'Marketing Specialist, Content Writer, Campaign Manager',
      0.1,
    ],
    [
      'Manufacturing',
      'Operations',
      'CC-410',
      24,
      'VP Manufacturing',
      'Production Supervisor',
      'Assembly Technician, Calibration Technician, Process Engineer',
      0.25,
    ],
    [
      'Finance',
      'Corporate',
      'CC-110',
      12,
      'Chief Financial Officer',
      'Controller',
      'Accountant, Senior Accountant, Financial Analyst',
    ],
    [
      'People',
      'Corporate',
      'CC-120',
      10,
      'Chief People Officer',
      'People Operations Manager',
      'People Partner, Recruiter, Payroll Specialist',
    ],
    [
      'IT and Security',
      'Corporate',
      'CC-130',
      10,
      'Chief Information Officer',
      'IT Manager',
      'IT Support Technician, Systems Administrator, Security Engineer',
      0.1,
    ],
    ['Legal', 'Corporate', 'CC-140', 4, 'General Counsel', 'Senior Counsel', 'Paralegal, Counsel'],
  ]),
  locations: [
    { locality: 'Rotterdam', region: 'Zuid-Holland', country: 'NL', postalCode: '3011 AA', street: 'Wijnhaven 12' },
    { locality: 'Rotterdam', region: 'Zuid-Holland', country: 'NL', postalCode: '3011 AA', street: 'Wijnhaven 12' },
    { locality: 'Boston', region: 'MA', country: 'US', postalCode: '02110', street: '88 Harbor Street' },
    { locality: 'Bengaluru', region: 'Karnataka', country: 'IN', postalCode: '560001', street: '4 Residency Court' },
    { locality: 'Lisboa', region: 'Lisboa', country: 'PT', postalCode: '1100-148', street: 'Rua da Prata 71' },
  ],
}

const acquired: HalfPlan = {
  provider: 'entra',
  domain: 'quillhaven.example',
  employeeNumbers: { prefix: 'Q', from: 2001 },
  departments: departments([
    [
      'Quillhaven Leadership',
      'Quillhaven',
      'QH-10',
      3,
      'General Manager',
      'Integration Lead',
      'Integration Lead, Office Manager',
    ],
    [
      'Research',
      'Quillhaven',
      'QH-20',
      22,
      'Head of Research',
      'Research Lead',
      'Research Scientist, Senior Research Scientist, Research Engineer',
    ],
    [
      'Data Engineering',
      'Quillhaven',
      'QH-30',
      26,
      'Head of Data Engineering',
      'Data Engineering Lead',
      'Data Engineer, Senior Data Engineer, Analytics Engineer',
      0.2,
    ],
    [
      'Applications',
      'Quillhaven',
      'QH-40',
      20,
      'Head of Applications',
      'Application Team Lead',
      'Application Developer, Senior Application Developer, Test Engineer',
      0.15,
    ],
    [
      'Customer Success',
      'Quillhaven',
      'QH-50',
      16,
      'Head of Customer Success',
      'Customer Success Lead',
      'Customer Success Associate, Customer Success Manager, Onboarding Specialist',
    ],
    [
      'Field Sales',
      'Quillhaven',
      'QH-60',
      12,
      'Head of Field Sales',
      'Sales Lead',
      'Account Manager, Senior Account Manager',
    ],
    [
      'Operations',
      'Quillhaven',
      'QH-70',
      11,
      'Head of Operations',
      'Operations Lead',
      'Operations Analyst, Procurement Specialist, Facilities Coordinator',
      0.1,
    ],
  ]),
  locations: [
    { locality: 'Dublin', region: 'Leinster', country: 'IE', postalCode: 'D02 X285', street: '3 Merchant Lane' },
    {
      locality: 'Warszawa',
      region: 'Mazowieckie',
      country: 'PL',
      postalCode: '00-545',
      street: 'ul. Marszałkowska 58',
    },
    { locality: '大阪市', region: '大阪府', country: 'JP', postalCode: '530-0001', street: '梅田1-2-3' },
  ],
}

/** The two halves: the headquarters in an Okta, the acquired company in an Entra. About 300 people together. */
export const halfPlans: readonly HalfPlan[] = [headquarters, acquired]

/** The studio, with a Google Workspace of its own, which Muster reads. */
export const studioPlan: HalfPlan = {
  provider: 'google',
  domain: 'brightmoor.example',
  employeeNumbers: { prefix: 'B', from: 501 },
  departments: departments([
    ['Studio Leadership', 'Brightmoor', 'BM-10', 3, 'Managing Director', 'Producer', 'Producer, Studio Coordinator'],
    ['Film', 'Brightmoor', 'BM-20', 18, 'Head of Film', 'Supervising Editor', 'Editor, Colorist, Sound Designer', 0.3],
    ['Animation', 'Brightmoor', 'BM-30', 22, 'Head of Animation', 'Lead Animator', 'Animator, Rigger, Modeler', 0.2],
    ['Tools', 'Brightmoor', 'BM-40', 12, 'Head of Tools', 'Tools Lead', 'Pipeline Developer, Render Wrangler'],
    ['Accounts', 'Brightmoor', 'BM-50', 9, 'Head of Accounts', 'Account Lead', 'Account Executive, Bookkeeper'],
  ]),
  locations: [
    { locality: 'Galway', region: 'Connacht', country: 'IE', postalCode: 'H91 A0F1', street: '12 Harbour Row' },
    { locality: 'Halifax', region: 'NS', country: 'CA', postalCode: 'B3H 1A1', street: '5 Lower Water Street' },
  ],
}
