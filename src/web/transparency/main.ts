import { canonicalJson, must } from '../../kernel/index.ts'
import { type LogFiles, type Recount, type RecountedLog, recountLog } from '../../proof/index.ts'

// Checks the page it stands on: fetches every file of the log beside it, verifies all of it and counts again.

type Told = {
  readonly vkey: string
  readonly size: number
  readonly imported: number
  readonly recount: Recount
}

const told: Told = JSON.parse(must(document.getElementById('told')?.textContent, 'what the page tells'))
const box = must(document.getElementById('check'), 'the place for the check')
const shownProblems = 20

const files: LogFiles = {
  read: async (path) => {
    const changes = path.endsWith('checkpoint') || path === 'policy.txt'
    const response = await fetch(path, { cache: changes ? 'no-store' : 'default' })
    // A page in place of a file is how some web servers say that there is no such file.
    const isPage = response.headers.get('content-type')?.startsWith('text/html') === true
    if (response.status === 404 || (response.ok && isPage)) return undefined
    if (!response.ok) throw new Error(`the file ${path} was answered with status ${response.status}`)
    return new Uint8Array(await response.arrayBuffer())
  },
}

function show(kind: 'good' | 'bad' | '', heading: string, ...parts: (string | Node)[]): void {
  box.className = `check ${kind}`
  box.replaceChildren(
    element('h2', heading),
    ...parts.map((part) => (typeof part === 'string' ? element('p', part) : part)),
  )
}

function element(name: string, ...content: (string | Node)[]): HTMLElement {
  const made = document.createElement(name)
  made.append(...content)
  return made
}

const list = (items: readonly string[]): HTMLElement =>
  element('ol', ...items.map((item) => element('li', item)))
const count = (number: number): string => number.toLocaleString('en-US')

function showProgress(): (progress: { entriesRead: number; size: number }) => void {
  const bar = document.createElement('progress')
  const words = element('p', 'Reading the signed checkpoint …')
  bar.setAttribute('aria-label', 'Entries checked')
  show('', 'Your browser is checking', bar, words)
  return ({ entriesRead, size }) => {
    bar.max = Math.max(1, size)
    bar.value = entriesRead
    words.textContent = `${count(entriesRead)} of ${count(size)} entries`
  }
}

/** Where the page's own figures differ from what the log adds up to. */
function differences({ report, recount }: RecountedLog): string[] {
  if (recount === undefined) return []
  const names = Object.keys(recount) as (keyof Recount)[]
  const differing = names.filter(
    (name) => canonicalJson(recount[name]) !== canonicalJson(told.recount[name] ?? ''),
  )
  const size =
    report.size === told.size ? [] : [`the page speaks of ${told.size} entries, the log has ${report.size}`]
  const beside =
    report.publication === undefined
      ? ['publication.json is missing, and with it the rollups, policies and tables that this page names']
      : report.publication.imports.length === told.imported
        ? []
        : ['the page and the log differ in what was imported']
  return [...size, ...beside, ...differing.map((name) => `the page and the log differ in: ${name}`)]
}

function showFindings(words: string, findings: readonly string[]): void {
  show('bad', 'This does not hold', words, list(findings.slice(0, shownProblems)))
  const more = findings.length - shownProblems
  if (more > 0) box.append(element('p', `and ${count(more)} more`))
  must(document.getElementById('title'), 'the title').textContent = 'These figures cannot be trusted'
}

function showResult(recounted: RecountedLog): void {
  const { report } = recounted
  if (!report.verified) {
    const findings = report.problems.map(
      ({ path, index, what }) => `${index === undefined ? path : `entry ${index}`}: ${what}`,
    )
    showFindings(
      'The log was changed, files of it are missing, or its witnesses do not stand behind it. Keep a copy of what you see, and ask the agency and its auditor.',
      findings,
    )
    return
  }
  const differing = differences(recounted)
  if (differing.length > 0) {
    showFindings('The log holds, but this page tells something else than it. Trust the log.', differing)
    return
  }
  const live = report.liveSize ?? report.size
  show(
    'good',
    `Checked by your browser just now ✓`,
    list([
      `The checkpoint is signed with the key of this log, over ${count(report.size)} entries.`,
      `Each entry was fetched and hashed; the tree over them has the signed root ${hex(report.root)}.`,
      'Each entry keeps the rules of the log: no search ended twice, none lost, nothing out of order.',
      ...(live > report.size
        ? [
            `${live - report.size === 1 ? '1 newer entry is committed to by its hash' : `${count(live - report.size)} newer entries are committed to by their hashes`}; these ${count(report.size)} are the beginning of all.`,
          ]
        : []),
      ...(report.witnessed && report.witnessed.by.length > 0
        ? [
            `The newest checkpoint was cosigned by ${report.witnessed.by.join(', ')}, as policy.txt asks${report.witnessed.policyEntry === undefined ? '' : `; entry ${count(report.witnessed.policyEntry)} of the log names that policy`}.`,
          ]
        : []),
      `The rollups of ${count(report.publication?.months.length ?? 0)} months, the adopted policies and the tables of imported searches are those of the log.`,
      'Every figure on this page was counted again and is the same.',
    ]),
  )
}

const hex = (bytes: Uint8Array | undefined): string =>
  [...(bytes ?? [])].map((byte) => byte.toString(16).padStart(2, '0')).join('')

try {
  showResult(await recountLog({ files, vkey: told.vkey, onProgress: showProgress() }))
} catch (error) {
  show(
    '',
    'Your browser could not check',
    error instanceof Error ? error.message : String(error),
    'This says nothing about the log. Try again, or check it with the program below.',
  )
}
