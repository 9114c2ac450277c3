-- Plays requests made beforehand. Arguments: folder of the files, mode, number of connections.
-- Thread n plays the file <folder>/<n>: each request as its length on a line of its own, then its bytes.
-- Modes: "loop" over them until the time is up; "all" of them once, on one thread, and end when the last is answered.
local ffi = require("ffi")
local now = dofile(os.getenv("BENCH_LUA") .. "/clock.lua")
ffi.cdef "int getpid(void); int tgkill(int group, int thread, int signal);"
local SIGINT = 2
local threads = {}

function setup(thread)
  thread:set("number", #threads)
  table.insert(threads, thread)
end

local function read(path)
  local file, found = assert(io.open(path, "rb")), {}
  for length in file:lines() do
    found[#found + 1] = file:read(tonumber(length))
  end
  file:close()
  return found
end

function init(arguments)
  requests, played, verified = read(arguments[1] .. "/" .. number), 0, number ~= 0
  if arguments[2] == "all" then
    local claimed = 0
    waiting = tonumber(arguments[3])
    delay = function() -- asked on every connection before each request, which it claims
      claimed = claimed + 1
      if claimed <= #requests then return 0 end
      waiting = waiting - 1
      return waiting == 0 and 1 or 3600000
    end
  end
end

function request()
  if not verified then -- wrk asks the first thread once before the start, to see whether requests differ
    verified = true
    return requests[1]
  end
  if waiting == 0 then -- every connection has its last answer
    ffi.C.tgkill(ffi.C.getpid(), ffi.C.getpid(), SIGINT)
    wrk.thread:stop()
    return requests[played]
  end
  last = now()
  first = first or last
  played = played % #requests + 1
  return requests[played]
end

function done(summary, latency)
  local first, last = math.huge, 0
  for _, thread in ipairs(threads) do
    first = math.min(first, thread:get("first") or math.huge)
    last = math.max(last, thread:get("last") or 0)
  end
  local errors = summary.errors
  print("seconds " .. math.min(summary.duration, last - first) / 1e6)
  print("requests " .. summary.requests)
  print("bytes " .. summary.bytes)
  print("refused " .. errors.status)
  print("broken " .. errors.connect + errors.read + errors.write + errors.timeout)
  for _, share in ipairs({ 50, 95, 99 }) do
    print("p" .. share .. " " .. latency:percentile(share) / 1e3)
  end
end
