import { dataTable, type Html, html, pageStyle, section } from '../../page/index.ts'
import { contractOn } from './contract-on.ts'
import type { Register } from './read-register.ts'
import type { Service } from './register-entry.ts'

const kinds: Readonly<Record<Service['kind'], string>> = {
  'scraped-web': 'searches faces gathered from the web',
  'people-search': 'looks people up, faces too',
  'cloud-api': 'compares faces for programs',
  'on-premises': 'product that others install',
}

/** Tables of words, not of numbers: to the left, and broken over lines. */
export const wordyTables = `
th, td { text-align: left; white-space: normal; vertical-align: top; overflow-wrap: anywhere; min-width: 6.5rem; }
td:last-child { min-width: 14rem; }
th small { font-weight: 400; }
`

const link = (address: string): Html => html`<a href="${address}" rel="noreferrer nofollow">source</a>`

/** The register as one page for the public: which outside face-search services are known, and what the agency has with each. */
export function registerPage(
  register: Register,
  of: { readonly agency: string; readonly day: string },
): string {
  const rows = register.services.map((service) => {
    const { words } = contractOn(register, service.id, of.day)
    const former =
      service.formerNames.length > 0
        ? html`<br><small>formerly ${service.formerNames.join(', ')}</small>`
        : html``
    return [
      html`${service.name}${former}${service.unsure ? html`<br><small>entry not confirmed</small>` : html``}`,
      kinds[service.kind],
      words,
      html`${service.domains.map(({ domain, unsure }) => html`${domain}${unsure ? ' (not confirmed)' : ''}<br>`)}`,
      html`${service.legal.map(({ note, source }) => html`${note} ${link(source)}<br>`)}${link(service.source)}`,
    ]
  })
  const open = register.services.filter(({ id }) => contractOn(register, id, of.day).allowed)
  const said =
    open.length === 0
      ? `${of.agency} has a contract with none of them: all are forbidden to its people.`
      : `${of.agency} has a contract with ${open.map(({ name }) => name).join(', ')}; all others are forbidden to its people.`
  return `<!doctype html>\n${
    html`<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer"><title>Outside face search · ${of.agency}</title><style>${{ html: pageStyle + wordyTables }}</style></head>
<body><a class="skip" href="#register">To the register</a><header><div class="inside"><p class="kicker">${of.agency}</p>
<h1>Outside face search</h1><p>${said} As of ${of.day}; register ${register.version}.</p></div></header>
<main class="inside" id="register">${section(
      `${register.services.length} services`,
      'Names and addresses come from public sources and may be incomplete. The agency looks for them in its own logs, and a name that is looked up or a page that is opened is not counted as a use.',
      dataTable({
        caption: 'Services, what they do, and what the agency has with them',
        heading: ['Service', 'What it does', 'With this agency', 'Where it is found', 'Law and sources'],
        rows,
      }),
    )}</main></body></html>`.html
  }\n`
}
