import { logErrors } from '../log-errors';
import { logSecrets } from '../log-secrets';
import { errorRatio, SERVICES } from './service';

export const logs = [
  logErrors({
    prefix: 'YieldPredictor',
    services: SERVICES,
    toldBy: [errorRatio],
    impact:
      'Testers get their verdict, but later, from the second attempt or from an older version of the model: what is wrong does not show in the share of errors yet.',
    causes: [
      'If the text names features that are missing, look at the panel of the feature cache on the dashboard ML model serving, and at feature-store behind it.',
      'If it names the GPU or its memory, see which replica writes it and restart that one: kubectl -n ml-platform delete pod <pod>.',
      'If it comes from one version of a model only, take that out of the traffic: kubectl -n ml-platform rollout undo deployment/yield-predictor.',
    ],
  }),
  logSecrets({
    prefix: 'YieldPredictor',
    services: SERVICES,
    causes: [
      'If it is the token of the model registry, have the client read it from a mounted file: passed as an argument, it is in the log of every start.',
      'Otherwise take it out of the statement that logs it: log which model was asked and by whom, never the header or the whole request.',
    ],
  }),
] as const;
