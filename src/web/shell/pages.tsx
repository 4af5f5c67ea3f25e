import { Route, Routes } from 'react-router'
import { AccountPage } from '../account/account-page.tsx'
import { SetUpPage } from '../account/set-up-page.tsx'
import { ExaminerBenchPage } from '../examine/bench-page.tsx'
import { ExaminationPage } from '../examine/examination-page.tsx'
import { QueuePage } from '../examine/queue-page.tsx'
import { GalleryPage } from '../gallery/gallery-page.tsx'
import { LeadPage } from '../lead/lead-page.tsx'
import { LeadsPage } from '../lead/leads-page.tsx'
import { DisclosuresPage } from '../log/disclosures-page.tsx'
import { ErasuresPage } from '../log/erasures-page.tsx'
import { LogPage } from '../log/log-page.tsx'
import { ReportsPage } from '../log/reports-page.tsx'
import { AlarmsPage } from '../oversight/alarms-page.tsx'
import { AuditPage } from '../oversight/audit-page.tsx'
import { AuditsPage } from '../oversight/audits-page.tsx'
import { DeclarationsPage } from '../oversight/declarations-page.tsx'
import { FindingPage } from '../oversight/finding-page.tsx'
import { FindingsPage } from '../oversight/findings-page.tsx'
import { MisuseCasePage } from '../oversight/misuse-case-page.tsx'
import { MisusePage } from '../oversight/misuse-page.tsx'
import { MyAttestationsPage } from '../oversight/my-attestations-page.tsx'
import { NeighboursPage } from '../oversight/neighbours-page.tsx'
import { PortraitsPage } from '../oversight/portraits-page.tsx'
import { ServicesPage } from '../oversight/services-page.tsx'
import { UsePage } from '../oversight/use-page.tsx'
import { WiresPage } from '../oversight/wires-page.tsx'
import { PeoplePage } from '../people/people-page.tsx'
import { PlantedPage } from '../planted/planted-page.tsx'
import { DecisionsPage } from '../policy/decisions-page.tsx'
import { OutsideAnswerPage } from '../policy/outside-answer-page.tsx'
import { OutsidePage } from '../policy/outside-page.tsx'
import { PolicyPage } from '../policy/policy-page.tsx'
import { ReplayPage } from '../policy/replay-page.tsx'
import { VersionsPage } from '../policy/versions-page.tsx'
import { NewRequestPage } from '../request/case-step.tsx'
import { RequestPage } from '../request/request-page.tsx'
import { RequestsPage } from '../request/requests-page.tsx'
import { ConflictPage } from '../supervision/conflict-page.tsx'
import { ConflictsPage } from '../supervision/conflicts-page.tsx'
import { DashboardPage } from '../supervision/dashboard-page.tsx'
import { SecondsPage } from '../supervision/seconds-page.tsx'
import { AttemptPage } from '../training/attempt-page.tsx'
import { CertificatePage } from '../training/certificate-page.tsx'
import { CoursePage } from '../training/course-page.tsx'
import { LessonPage } from '../training/lesson-page.tsx'
import { OfferPage } from '../training/offer-page.tsx'
import { OfficePage } from '../training/office-page.tsx'
import { TrainingPage } from '../training/training-page.tsx'
import { Permitted, SignedIn, Start } from './guards.tsx'
import { NoPage } from './no-page.tsx'
import { NoticesPage } from './notices-page.tsx'
import { Shell } from './shell.tsx'
import { SignInPage } from './sign-in-page.tsx'
import { SsoArrival } from './sso-arrival.tsx'

const oversightPages = (
  <Route path="oversight">
    <Route index element={<MyAttestationsPage />} />
    <Route path="findings" element={<Permitted act="oversight" title="Outside face search" />}>
      <Route index element={<FindingsPage />} />
      <Route path=":id" element={<FindingPage />} />
    </Route>
    <Route path="declarations" element={<Permitted act="oversight" title="Yearly declarations" />}>
      <Route index element={<DeclarationsPage />} />
    </Route>
    <Route path="alarms" element={<Permitted act="watch" title="Alarms" />}>
      <Route index element={<AlarmsPage />} />
    </Route>
    <Route path="audits" element={<Permitted act="watch" title="Audits" />}>
      <Route index element={<AuditsPage />} />
      <Route path=":id" element={<AuditPage />} />
    </Route>
    <Route path="misuse" element={<Permitted act="oversight" title="Cases of misuse" />}>
      <Route index element={<MisusePage />} />
      <Route path=":id" element={<MisuseCasePage />} />
    </Route>
    <Route path="neighbours" element={<Permitted act="oversight" title="Requests of other agencies" />}>
      <Route index element={<NeighboursPage />} />
    </Route>
    <Route path="portraits" element={<Permitted act="watch" title="Reference portraits" />}>
      <Route index element={<PortraitsPage />} />
    </Route>
    <Route path="services" element={<Permitted act="oversight" title="Outside services" />}>
      <Route index element={<ServicesPage />} />
    </Route>
    <Route path="use" element={<Permitted act="oversight" title="Use of this system" />}>
      <Route index element={<UsePage />} />
    </Route>
    <Route path="wires" element={<Permitted act="watch" title="Tripwires" />}>
      <Route index element={<WiresPage />} />
    </Route>
  </Route>
)

/** What supervisors see of the whole: what waits for whom, and the figures. */
const supervisionPages = (
  <Route path="supervision" element={<Permitted act="supervise" title="Supervision" />}>
    <Route index element={<SecondsPage />} />
  </Route>
)

const dashboardPage = (
  <Route path="dashboard" element={<Permitted act="supervise" title="Dashboard" />}>
    <Route index element={<DashboardPage />} />
  </Route>
)

const plantedPage = (
  <Route path="planted" element={<Permitted act="planted" title="Planted faces" />}>
    <Route index element={<PlantedPage />} />
  </Route>
)

const conflictPages = (
  <Route path="conflicts" element={<Permitted act="conflict" title="Conflicts" />}>
    <Route index element={<ConflictsPage />} />
    <Route path=":searchId" element={<ConflictPage />} />
  </Route>
)

/** What is done with the record afterwards, for those who may. */
const recordPages = (
  <Route path="transparency">
    <Route path="disclosures" element={<Permitted act="disclose" title="Opened values" />}>
      <Route index element={<DisclosuresPage />} />
    </Route>
    <Route path="erasures" element={<Permitted act="disclose" title="Erasures" />}>
      <Route index element={<ErasuresPage />} />
    </Route>
    <Route path="reports" element={<Permitted act="report" title="Reports" />}>
      <Route index element={<ReportsPage />} />
    </Route>
  </Route>
)

/** Every page by its address. The log's page is /transparency, because /log/ holds the log's files. */
export function Pages() {
  return (
    <Routes>
      <Route element={<Shell />}>
        <Route path="sign-in" element={<SignInPage />} />
        <Route path="sign-in/oidc" element={<SsoArrival kind="oidc" />} />
        <Route path="sign-in/saml" element={<SsoArrival kind="saml" />} />
        <Route path="transparency" element={<LogPage />} />
        <Route element={<SignedIn />}>
          <Route index element={<Start />} />
          <Route path="requests" element={<Permitted act="request" title="Requests" />}>
            <Route index element={<RequestsPage />} />
            <Route path="new" element={<NewRequestPage />} />
            <Route path=":id/:step?" element={<RequestPage />} />
          </Route>
          <Route path="examine" element={<Permitted act="examine" title="Examine" />}>
            <Route index element={<QueuePage />} />
            <Route path=":searchId" element={<ExaminationPage />} />
            <Route path=":searchId/prepare" element={<ExaminerBenchPage />} />
          </Route>
          <Route path="leads" element={<Permitted act="lead" title="Leads" />}>
            <Route index element={<LeadsPage />} />
            <Route path=":id" element={<LeadPage />} />
          </Route>
          <Route path="gallery" element={<Permitted act="gallery" title="Gallery" />}>
            <Route index element={<GalleryPage />} />
          </Route>
          <Route path="training">
            <Route index element={<TrainingPage />} />
            <Route path="courses/:course" element={<CoursePage />} />
            <Route path="courses/:course/:lesson" element={<LessonPage />} />
            <Route path="attempts/:id" element={<AttemptPage />} />
            <Route path="certificates/:id" element={<CertificatePage />} />
            <Route path="offer" element={<OfferPage />} />
            <Route path="office" element={<Permitted act="training-office" title="Training office" />}>
              <Route index element={<OfficePage />} />
            </Route>
          </Route>
          {recordPages}
          <Route path="people" element={<Permitted act="people" title="People" />}>
            <Route index element={<PeoplePage />} />
          </Route>
          <Route path="notices" element={<NoticesPage />} />
          {dashboardPage}
          {supervisionPages}
          {conflictPages}
          {plantedPage}
          {oversightPages}
          <Route path="account" element={<AccountPage />} />
          <Route path="set-up" element={<SetUpPage />} />
          <Route path="policy">
            <Route index element={<PolicyPage />} />
            <Route path="versions" element={<VersionsPage />} />
            <Route path="replay" element={<Permitted act="policy" title="Try a policy on the past" />}>
              <Route index element={<ReplayPage />} />
            </Route>
            <Route path="decisions" element={<Permitted act="decide" title="Decisions that wait" />}>
              <Route index element={<DecisionsPage />} />
            </Route>
            <Route path="outside" element={<Permitted act="outside" title="Requests of other agencies" />}>
              <Route index element={<OutsidePage />} />
              <Route path=":id" element={<OutsideAnswerPage />} />
            </Route>
          </Route>
        </Route>
        <Route path="*" element={<NoPage />} />
      </Route>
    </Routes>
  )
}
