-- Whole attempts: every thread has one connection and is one person after another, who opens the start
-- page, starts, reads the paper, saves 20 times, hands in, reads the receipt and the place it shows, each reply
-- checked. Arguments: folder with one file of people per thread (a Cookie header per line), path of the round,
-- path of the place, CSRF token, host.
local now = dofile(os.getenv("BENCH_LUA") .. "/clock.lua")
local SAVES = 20
local threads = {}

function setup(thread)
  thread:set("number", #threads)
  table.insert(threads, thread)
end

function init(arguments)
  round, place, csrf, host = arguments[2], arguments[3], arguments[4], arguments[5]
  people, person, verified = {}, 0, number ~= 0
  step, times, whole, wrong, example = "door", {}, 0, 0, ""
  for cookie in io.lines(arguments[1] .. "/" .. number) do
    people[#people + 1] = cookie
  end
  math.randomseed(number + 1)
  next_person()
end

function next_person()
  person = person % #people + 1
  step, revision, answers = "door", 0, {}
end

local function raw(method, path, headers, body)
  return method .. " " .. path .. " HTTP/1.1\r\nHost: " .. host .. "\r\nUser-Agent: bench\r\n" .. headers
    .. (body and "Content-Length: " .. #body .. "\r\n" or "") .. "\r\n" .. (body or "")
end

local function state()
  return string.format('{"base":%d,"save_id":"%08x%08x","answers":{"a":{%s},"f":[],"p":100}}',
    revision, math.random(0, 2 ^ 31 - 1), math.random(0, 2 ^ 31 - 1), table.concat(answers, ","))
end

local function asked()
  local cookie = people[person]
  local mine = "Content-Type: application/json\r\nAccept: application/json\r\nX-Attempt: " .. (token or "") .. "\r\n"
  if step == "door" then return raw("GET", round, cookie .. "\r\n") end
  if step == "start" then
    return raw("POST", round, cookie .. "\r\nContent-Type: application/x-www-form-urlencoded\r\n", "csrf_token=" .. csrf)
  end
  if step == "paper" then return raw("GET", attempt, cookie .. "\r\n") end
  if step == "save" then
    answers[#answers + 1] = string.format('"%d":%d', #answers, math.random(0, 3))
    return raw("PUT", attempt .. "/luu", mine, state())
  end
  if step == "submit" then return raw("POST", attempt .. "/nop", mine .. cookie .. "\r\n", state()) end
  if step == "place" then return raw("GET", place, cookie .. "\r\n") end
  return raw("GET", attempt .. "/bien-nhan", cookie .. "\r\n")
end

function request()
  if not verified then
    verified = true
    return raw("GET", round, "")
  end
  sent = now()
  first = first or sent
  return asked()
end

local function fail(status)
  wrong, example = wrong + 1, step .. " " .. status
  next_person()
end

local function header(headers, name)
  for key, value in pairs(headers) do
    if string.lower(key) == name then return value end
  end
end

local AFTER = { door = "start", start = "paper", paper = "save", save = "save", submit = "receipt", receipt = "place" }

function response(status, headers, body)
  last = now()
  times[#times + 1] = step .. " " .. (last - sent) / 1e3
  if status ~= (step == "start" and 302 or 200) then return fail(status) end
  if step == "start" then
    attempt = string.match(header(headers, "location") or "", "(/thi/luot/%d+)$")
    if not attempt then return fail("elsewhere") end
  elseif step == "paper" then
    token = string.match(body, 'data%-token="([^"]+)"')
    if not token then return fail("no paper") end
  elseif step == "save" then
    revision = revision + 1
    if revision == SAVES then
      step = "submit"
      return
    end
  elseif step == "place" then
    whole = whole + 1
    return next_person()
  end
  step = AFTER[step]
end

function done(summary)
  local whole, wrong, example, first, last = 0, 0, "", math.huge, 0
  for _, thread in ipairs(threads) do
    whole, wrong = whole + thread:get("whole"), wrong + thread:get("wrong")
    example = thread:get("example") ~= "" and thread:get("example") or example
    first, last = math.min(first, thread:get("first") or math.huge), math.max(last, thread:get("last") or 0)
    for _, line in ipairs(thread:get("times")) do print("time " .. line) end
  end
  local errors = summary.errors
  print("seconds " .. (last - first) / 1e6)
  print("requests " .. summary.requests)
  print("whole " .. whole)
  print("wrong " .. wrong)
  print("broken " .. errors.connect + errors.read + errors.write + errors.timeout)
  if example ~= "" then print("example " .. example) end
end
