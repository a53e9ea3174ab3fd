/** Expositions that are well-formed, and hard to read. */
export const NASTY = {
  text: [
    '# just so',
    '# HELP door_open A \\\\ and a line\\nbreak',
    '# TYPE door_open gauge',
    'door_open{ why = "}, # {\\"é\\\\n\\n" , } \t -1.5e-3 1700000000000',
    'bell NaN',
    '# TYPE heat_count gauge',
    'heat_count 1',
    '# TYPE wait_seconds histogram',
    'wait_seconds_bucket{le="1"} 1',
    'wait_seconds_bucket{le="+Inf"} 1',
    'wait_seconds_sum 1',
    'wait_seconds_count 1',
  ],
  openmetrics: [
    '# TYPE door_open gauge',
    '# HELP door_open A \\"door\\"',
    'door_open{why="}, # {\\"é\\\\n\\n \\d"} -1.5e-3',
    '# TYPE wait_seconds histogram',
    '# UNIT wait_seconds seconds',
    'wait_seconds_bucket{le="1"} 1 # {trace_id="a # b"} 0.5 1700000000.5',
    'wait_seconds_bucket{le="+Inf"} 1',
    'wait_seconds_sum 1',
    'wait_seconds_count 1',
    '# TYPE turns counter',
    'turns_total 1 # {} 1',
    'turns_created 1700000000',
    '# TYPE build info',
    'build_info{version="1"} 1',
    '{"knob.turned","by whom"="a"} +Inf',
    '# EOF',
  ],
};

/** Lines of which none is well-formed, in Prometheus's own format. */
export const BEYOND = [
  'door_open hot',
  'door_open',
  'door_open{why="a} 1',
  'door_open{why="\\d"} 1',
  'door_open{why=a} 1',
  'door_open{why="a",why="b"} 1',
  'door_open 1 1.5',
  'door_open 1 1 1',
  '3_doors 1',
  '# TYPE door_open door',
];
