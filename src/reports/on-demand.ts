import type { PublicReport } from './public/public-report.ts'

// What draws pages and papers comes with large libraries that most commands never need; it is loaded when something is drawn.

type TransparencyPage = typeof import('./transparency-page.ts').transparencyPage
type CertificateSheet = typeof import('./write-certificate-sheet.ts').writeCertificateSheet
type LeadSheet = typeof import('./write-lead-sheet.ts').writeLeadSheet
type ReviewSheet = typeof import('./write-review-sheet.ts').writeReviewSheet

export const writeLeadSheet: LeadSheet = async (input) =>
  (await import('./write-lead-sheet.ts')).writeLeadSheet(input)

export const writeCertificateSheet: CertificateSheet = async (certificate) =>
  (await import('./write-certificate-sheet.ts')).writeCertificateSheet(certificate)

export const writeReviewSheet: ReviewSheet = async (review) =>
  (await import('./write-review-sheet.ts')).writeReviewSheet(review)

export const transparencyPage = async (of: Parameters<TransparencyPage>[0]): Promise<string> =>
  (await import('./transparency-page.ts')).transparencyPage(of)

/** The report as one page of HTML that loads nothing. */
export const reportHtml = async (report: PublicReport): Promise<string> =>
  (await import('./public/report-html.ts')).reportHtml(report)

/** The report as a tagged PDF. */
export const reportPdf = async (report: PublicReport): Promise<Uint8Array> =>
  (await import('./public/report-pdf.ts')).reportPdf(report)
