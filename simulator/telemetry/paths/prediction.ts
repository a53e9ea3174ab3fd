import type { Operation } from '../operation';

/** A block of test results goes in, a verdict on its dies comes out: over HTTP, a queue, gRPC and SQL. */
export const PREDICTION: Operation = {
  service: 'api-gateway',
  name: 'POST /files',
  over: 'http',
  seconds: 0.02,
  calls: [
    {
      service: 'stdf-parser',
      name: 'parse block',
      over: 'queue',
      seconds: 0.12,
      calls: [
        // Without features of its wafer, a block is judged by those of its lot.
        { service: 'feature-store', name: 'GET /features', over: 'http', seconds: 0.005, calls: [], isOptional: true },
        {
          service: 'ml-model-serving',
          name: 'predictor.Predictor/Predict',
          over: 'grpc',
          seconds: 0.04,
          calls: [{ service: 'postgres', name: 'INSERT verdicts', over: 'sql', seconds: 0.02, calls: [] }],
        },
      ],
    },
  ],
};
