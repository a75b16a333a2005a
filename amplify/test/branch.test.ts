// In one process, since each synthesis takes seconds.
import './branch/backend.ts';
import './branch/cdk-nag.ts';
import './branch/client-schema.ts';
import './branch/documentation.ts';
import './branch/environment.ts';
import './branch/least-privilege.ts';
import './branch/monitoring.ts';
