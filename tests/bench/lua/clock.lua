-- Microseconds of the monotonic clock.
local ffi = require("ffi")
ffi.cdef [[
  typedef struct { long seconds; long nanoseconds; } bench_moment;
  int clock_gettime(int clock, bench_moment *moment);
]]
local moment = ffi.new("bench_moment")

return function()
  ffi.C.clock_gettime(1, moment)
  return tonumber(moment.seconds) * 1e6 + tonumber(moment.nanoseconds) / 1e3
end
