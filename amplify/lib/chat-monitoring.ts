import { Alarm, ComparisonOperator, Dashboard, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { AlarmDescription } from './monitoring/alarm-description.ts';
import { alarmTopic } from './monitoring/alarm-topic.ts';
import { alarmsOf, type AlarmName } from './monitoring/alarms-of.ts';
import { dashboardOf } from './monitoring/dashboard-of.ts';
import { figuresOf } from './monitoring/figures-of.ts';
import type { Watched } from './monitoring/watched.ts';

export interface MonitoringOptions {
  /** Is told when an alarm goes off, and when it is over. It takes the place of a topic of the construct's own. */
  readonly topic?: ITopic;
  /** In place of an alarm's own threshold: a count, milliseconds or per cent; docs/operate.md has them. */
  readonly thresholds?: Readonly<Partial<Record<AlarmName, number>>>;
  /** How many writes or jobs there have to be in 15 minutes for a rate to be an alarm: 20 unless given. */
  readonly minimumSamples?: number;
  /** Where docs/operate.md is to be found by the person who is woken: a URL, without an anchor. */
  readonly runbook?: string;
}

export interface ChatMonitoringProps extends MonitoringOptions, Omit<Watched, 'figures'> {
  /** What the figures of the deployment go by: the name of the message table. */
  readonly service: string;
}

/** A dashboard, and alarms: each says what it means, what to do, and where to read on. */
export class ChatMonitoring extends Construct {
  /** Subscribe whoever is on call. */
  readonly topic: ITopic;
  readonly alarms: Readonly<Record<AlarmName, Alarm>>;
  readonly dashboard: Dashboard;

  constructor(scope: Construct, id: string, props: ChatMonitoringProps) {
    super(scope, id);
    const { service, minimumSamples = 20, runbook = 'docs/operate.md' } = props;
    const watched = { ...props, figures: figuresOf(service) };
    this.topic = props.topic ?? alarmTopic(this);
    const alarms = Object.entries(alarmsOf(watched, minimumSamples)).map(([name, description]) => {
      const threshold = props.thresholds?.[name as AlarmName];
      return [name, this.alarm(name, { ...description, ...(threshold !== undefined && { threshold }) }, runbook)];
    });
    this.alarms = Object.fromEntries(alarms) as Record<AlarmName, Alarm>;
    this.dashboard = new Dashboard(this, 'Dashboard', {
      widgets: dashboardOf(watched, Object.values(this.alarms), runbook),
    });
  }

  private alarm(name: string, described: AlarmDescription, runbook: string): Alarm {
    const { metric, threshold, evaluationPeriods = 1, whenBelow, means, todo } = described;
    const alarm = new Alarm(this, name, {
      ...{ metric, threshold, evaluationPeriods },
      alarmDescription: `${means} ${todo} See ${runbook}#${described.runbook}`,
      comparisonOperator: whenBelow
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: whenBelow ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    const tell = new SnsAction(this.topic);
    alarm.addAlarmAction(tell);
    alarm.addOkAction(tell);
    return alarm;
  }
}
