import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Loading, Page } from '../ui/page';
import { ProblemNotice } from '../ui/problem-notice';
import { Select } from '../ui/select';
import { Time, ZoneNote } from '../ui/time';
import { ExportButton } from './export-button';
import { Followers } from './followers';
import { overviewQuery, PERIODS } from './insights-queries';
import { KpiSummary } from './kpi-summary';
import { OverviewTiles } from './overview-tiles';
import { Series } from './series';

const route = getRouteApi('/shell/insights');
const DEFAULT_DAYS = '30';

/** The renders and uploads of a period: figures, their course over time, and an export of the rows behind them. */
export function Insights() {
  const { days: wanted } = route.useSearch();
  const chosen = wanted !== undefined && wanted in PERIODS ? wanted : DEFAULT_DAYS;
  const days = Number(chosen);
  const navigate = useNavigate();
  const overview = useQuery(overviewQuery(days));
  const { data } = overview;
  return (
    <Page title="Insights" actions={<ExportButton days={days} />}>
      <div className="mb-6 flex flex-wrap items-end justify-between gap-4">
        <div className="w-48">
          <Select
            label="Period"
            value={chosen}
            choices={PERIODS}
            onChange={(next) => void navigate({ to: '/insights', search: { days: next } })}
          />
        </div>
        <p className="min-h-5 text-sm text-soft">
          {data && (
            <>
              Counted <Time at={data.period.as_of} precise />
            </>
          )}
        </p>
      </div>
      {data?.period.limited_by_plan && (
        <p className="mb-4 rounded-lg border border-line bg-card p-4 text-sm">
          Your plan keeps a shorter history: the figures begin on {data.period.from}.
        </p>
      )}
      <div className="flex flex-col gap-8">
        {overview.isPending && <Loading rows={2} />}
        <ProblemNotice thrown={overview.error} onRetry={() => void overview.refetch()} />
        {data && <OverviewTiles overview={data} />}
        <Series days={days} />
        <Followers days={days} />
        <KpiSummary days={days} />
      </div>
      <ZoneNote />
    </Page>
  );
}
