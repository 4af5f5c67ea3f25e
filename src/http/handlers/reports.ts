import type { OpenAPIHono } from '@hono/zod-openapi'
import { Refused } from '../../kernel/index.ts'
import {
  fitsPack,
  type ReportPack,
  recordsRequestPack,
  reportCsv,
  reportHtml,
  reportPacks,
  reportPdf,
} from '../../reports/index.ts'
import { checkRole } from '../check-role.ts'
import { reportOfLog } from '../report-of-log.ts'
import * as routes from '../routes/report-routes.ts'
import type { Env, Services } from '../services.ts'

const packs = [...reportPacks, recordsRequestPack]
const periodOf = (pack: ReportPack) => (pack === recordsRequestPack ? ('since' as const) : pack.period)

/** Public reports, made from the log of the house. */
export function reportHandlers(app: OpenAPIHono<Env>, services: Services): void {
  app.openapi(routes.reportsRoute, (context) => {
    checkRole(context.get('session').user, 'report')
    const reports = packs.map((pack) => {
      const { name, title, imposedBy, due, note } = pack
      return { name, title, imposedBy, due, note, period: periodOf(pack) }
    })
    return context.json({ reports }, 200)
  })
  app.openapi(routes.reportFileRoute, async (context) => {
    checkRole(context.get('session').user, 'report')
    const { name } = context.req.valid('param')
    const { period = '', format, delayDays } = context.req.valid('query')
    const pack = packs.find((one) => one.name === name)
    if (pack === undefined) throw unknownReport()
    if (!fitsPack(pack, period)) throw otherPeriod(pack)
    const report = await reportOfLog(services, { pack, period, delayDays })
    const made = {
      html: async () => new TextEncoder().encode(await reportHtml(report)),
      csv: async () => new TextEncoder().encode(reportCsv(report)),
      pdf: () => reportPdf(report),
    }
    const type = { html: 'text/html; charset=utf-8', csv: 'text/csv; charset=utf-8', pdf: 'application/pdf' }
    return new Response(new Uint8Array(await made[format]()), {
      headers: {
        ...{ 'content-type': type[format], 'cache-control': 'private, no-store' },
        'content-disposition': `attachment; filename="${pack.name}-${period}.${format}"`,
      },
    })
  })
}

const unknownReport = () =>
  new Refused<'NOT_FOUND'>({
    code: 'NOT_FOUND',
    reason: 'There is no report of this name.',
    needed: `One of: ${packs.map(({ name }) => name).join(', ')}.`,
  })

const otherPeriod = (pack: ReportPack) => {
  const kind = periodOf(pack)
  const example = { year: '2026', month: '2026-11', week: '2026-W47', since: 'since-2009' }[kind]
  return new Refused<'BODY_INVALID'>({
    code: 'BODY_INVALID',
    reason: `The report ${pack.name} is made ${kind === 'since' ? 'since a year' : `for a ${kind}`}, and of no other period.`,
    needed: `A period such as ${example}.`,
  })
}
