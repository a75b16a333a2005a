import { asText } from './as-text.ts';
import type { CloudFormationTemplate } from './permissions-granted.ts';

/** The words for what a template calls by its logical ids. */
type Words = Readonly<Record<string, string>>;

interface MetricInAlarm {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: { readonly Name: string; readonly Value: unknown }[];
}

interface Statistics {
  readonly Statistic?: string;
  readonly ExtendedStatistic?: string;
  readonly Stat?: string;
  readonly Period: number;
}

interface Query {
  readonly Id: string;
  readonly Expression?: string;
  readonly MetricStat?: { readonly Metric: MetricInAlarm } & Statistics;
}

interface AlarmProperties extends MetricInAlarm, Statistics {
  readonly AlarmDescription: string;
  readonly AlarmActions?: unknown[];
  readonly OKActions?: unknown[];
  readonly ComparisonOperator: string;
  readonly EvaluationPeriods: number;
  readonly Metrics?: Query[];
  readonly Threshold: number;
  readonly TreatMissingData: string;
}

/** The alarms of a template, in words. */
export function alarmsIn({ Resources }: CloudFormationTemplate, words: Words = {}) {
  return Object.entries(Resources)
    .filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm')
    .map(([id, { Properties }]) => {
      const alarm = Properties as unknown as AlarmProperties;
      return {
        id,
        name: /Monitoring(\w+)[0-9A-F]{8}$/.exec(id)?.[1] ?? id,
        watches: `${alarm.Metrics ? queried(alarm.Metrics, words) : measured(alarm, alarm, words)}${limits(alarm)}`,
        services: metricsOf(alarm).flatMap(serviceOf),
        description: alarm.AlarmDescription,
        onAlarm: alarm.AlarmActions?.map(asText),
        onOk: alarm.OKActions?.map(asText),
      };
    });
}

function metricsOf({ Metrics, ...alarm }: AlarmProperties): MetricInAlarm[] {
  return Metrics ? Metrics.flatMap(({ MetricStat }) => MetricStat?.Metric ?? []) : [alarm];
}

function serviceOf({ Namespace, Dimensions }: MetricInAlarm): string[] {
  if (Namespace !== 'chat-courier') return [];
  return [Dimensions.map(({ Name, Value }) => `${Name}=${asText(Value)}`).join()];
}

function queried(queries: readonly Query[], words: Words): string {
  const expression = queries.find(({ Expression }) => Expression !== undefined)?.Expression ?? '';
  const metrics = queries.flatMap(({ Id, MetricStat }) =>
    MetricStat ? [`${Id}: ${measured(MetricStat.Metric, MetricStat, words)}`] : [],
  );
  return `${expression} of ${metrics.join(', ')}`;
}

function measured({ Namespace, MetricName, Dimensions }: MetricInAlarm, statistics: Statistics, words: Words): string {
  const { Statistic, ExtendedStatistic, Stat, Period } = statistics;
  const over = `${Statistic ?? ExtendedStatistic ?? Stat} over ${Period / 60}`;
  const [dimension] = Dimensions;
  if (Namespace === 'chat-courier') return `${MetricName} ${over}`;
  return `${Namespace} ${MetricName} of ${inWords(asText(dimension?.Value), words)} ${over}`;
}

function limits({ ComparisonOperator, EvaluationPeriods, Threshold, TreatMissingData }: AlarmProperties): string {
  const operator = ComparisonOperator === 'GreaterThanOrEqualToThreshold' ? '>=' : '<';
  const times = EvaluationPeriods === 1 ? '' : `, ${EvaluationPeriods} times`;
  return ` ${operator} ${Threshold}${times}${TreatMissingData === 'notBreaching' ? '' : ', or absent'}`;
}

/** `<Id>` or `<Id.Attribute>` by what the template's id is called. */
function inWords(reference: string, words: Words): string {
  return words[/^<(\w+)/.exec(reference)?.[1] ?? ''] ?? reference;
}

interface Widget {
  readonly type: string;
  readonly properties: {
    readonly metrics?: readonly (readonly unknown[])[];
    readonly alarms?: readonly string[];
    readonly query?: string;
  };
}

/** What a dashboard shows. */
export function dashboardIn({ Resources }: CloudFormationTemplate, dashboardId: string, words: Words = {}) {
  const { widgets } = parsed(Resources[dashboardId]?.Properties?.['DashboardBody']);
  const metrics = widgets.flatMap(({ properties }) => [...(properties.metrics ?? [])]);
  const named = metrics.filter((metric): metric is string[] => typeof metric[0] === 'string');
  const expressions = metrics.map(([first]) => first).filter(isExpression);
  const own = named.filter(([namespace]) => namespace === 'chat-courier');
  return {
    figures: own.map(([, name = '', ...dimensions]) => ({
      name,
      service: dimensions.filter((part) => typeof part === 'string').join('='),
    })),
    others: named
      .filter((metric) => !own.includes(metric))
      .map(([, name = '', , of = '']) => ({ name, of: inWords(of, words) })),
    searches: expressions.map(({ expression, label }) => `${expression} as ${label}`),
    alarmIds: widgets.flatMap(({ properties }) =>
      (properties.alarms ?? []).map((arn) => /^<(\w+)\.Arn>$/.exec(arn)?.[1] ?? arn),
    ),
    logGroups: widgets.flatMap(({ properties }) =>
      [...(properties.query ?? '').matchAll(/SOURCE '([^']+)'/g)].map(([, group = '']) => group),
    ),
  };
}

function parsed(body: unknown): { readonly widgets: readonly Widget[] } {
  const { 'Fn::Join': [, parts] = ['', []] } = body as { 'Fn::Join'?: [string, unknown[]] };
  const inQuotes = (part: unknown) => (typeof part === 'string' ? part : JSON.stringify(asText(part)).slice(1, -1));
  return JSON.parse(parts.map(inQuotes).join('')) as { widgets: Widget[] };
}

function isExpression(value: unknown): value is { expression: string; label: string } {
  return value !== null && typeof value === 'object' && 'expression' in value;
}
