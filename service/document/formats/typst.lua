-- Writes in typst what must not be left to pandoc's own writer. That one lets words through which
-- typst takes for code (".at(0)" after a struck word, "=" in a list, a colon in a term), and it
-- drops the alternatives of figures. So: every word is escaped here, every call is closed here.
-- Runs after clean.lua; whatever is raw from here on is ours.

local file = assert(io.open('known.json', 'r'))
local shown = pandoc.json.decode(file:read('a'), false).shown -- stand-ins for what no font can show
file:close()

local stringify = pandoc.utils.stringify
local function raw(text) return pandoc.RawInline('typst', text) end
local function raw_block(text) return pandoc.RawBlock('typst', text) end

-- Words.

local function showable(text)
  if not text:find('[\128-\255]') then return text end
  return (text:gsub(utf8.charpattern, shown))
end

local function quoted(text)
  local safe = text:gsub('\\', '\\\\'):gsub('"', '\\"'):gsub('\n', '\\n'):gsub('%c', ' ')
  return '"' .. safe .. '"'
end

local LONGEST = 60 -- a run of more characters may be broken, at signs or after every thirty
local function breakable(text)
  if #text <= LONGEST or text:find('%s') or not utf8.len(text) then return text end
  local out, run = {}, 0
  for _, number in utf8.codes(text) do
    local character = utf8.char(number)
    table.insert(out, character)
    run = run + 1
    if run >= 30 or (run > 5 and character:match('[/?&=_.,;:-]')) then
      table.insert(out, '\u{200b}')
      run = 0
    end
  end
  return table.concat(out)
end

local function words(element)
  local text = breakable(showable(element.text))
  return raw((text:gsub('%c', ' '):gsub('%p', '\\%0')))
end

local function code(element)
  return raw('#raw(' .. quoted(breakable(showable(element.text))) .. ');')
end

local function code_block(element)
  return raw_block('#raw(block: true, ' .. quoted(showable(element.text)) .. ')')
end

-- Calls. Each ends with a semicolon, which typst drops: what follows is text.

local function closed(element) return { element, raw(';') } end

local function call(name)
  return function(element)
    local parts = pandoc.Inlines { raw('#' .. name .. '[') }
    parts:extend(element.content)
    parts:insert(raw('];'))
    return parts
  end
end

-- typst refuses two lines through the same words: struck words are struck once.
local function once(element)
  return element:walk { Strikeout = function(inner) return inner.content end }
end

local function struck(element)
  return pandoc.Strikeout(once(pandoc.Span(element.content)).content), false
end

local function heading(element)
  return element:walk { Note = function(note)
    return { raw('#out-of-contents['), note, raw('];') }
  end }
end

-- Figures.

local function drawn(image, name)
  local share = image.attributes.width and ', share: ' .. image.attributes.width or ''
  local alternative = quoted(showable(image.attributes.alt))
  return name .. '(' .. quoted(image.src) .. ', alt: ' .. alternative .. share .. ')'
end

local function figure(element)
  local image
  element:walk { Image = function(inner) image = inner end }
  local caption = pandoc.utils.blocks_to_inlines(element.caption.long)
  return {
    raw_block('#figure(' .. drawn(image, 'drawing') .. ', caption: ['),
    pandoc.Plain(caption),
    raw_block('])'),
  }
end

local function lone_image(element)
  if #element.content == 1 and element.content[1].t == 'Image' then
    return raw_block('#align(center, ' .. drawn(element.content[1], 'drawing') .. ')'), false
  end
end

local function inline_image(image) return raw('#' .. drawn(image, 'inline-drawing') .. ';') end

-- Blocks.

local function wrapped(opening, blocks, closing)
  local out = pandoc.Blocks { raw_block(opening) }
  out:extend(blocks)
  out:insert(raw_block(closing))
  return out
end

local function alert(element)
  if element.classes[1] == 'title' then return {} end
  if element.classes[1] ~= 'alert' then return nil end
  return wrapped('#alert("' .. element.classes[2] .. '")[', element.content, ']')
end

local function terms(list)
  local out = pandoc.Blocks { raw_block('#terms(tight: false,') }
  for _, item in ipairs(list.content) do
    local meanings = pandoc.Blocks {}
    for _, meaning in ipairs(item[2]) do meanings:extend(meaning) end
    out:extend(wrapped('terms.item([', { pandoc.Plain(item[1]) }, '], ['))
    out:extend(meanings)
    out:insert(raw_block(']),'))
  end
  out:insert(raw_block(')'))
  return out
end

-- A table that is short in every way is not divided between pages.
local WHOLE_ROWS, WHOLE_CHARACTERS = 10, 1600
local function short_table(element)
  local rows = 0
  for _, body in ipairs(element.bodies) do rows = rows + #body.body end
  if rows > WHOLE_ROWS or #stringify(element) > WHOLE_CHARACTERS then return nil end
  return wrapped('#whole[', { element }, ']'), false
end

-- Words that announce a list or a table stay on the page on which it begins.
local ANNOUNCED = { BulletList = true, OrderedList = true, Table = true, Figure = true }
local function keep_together(blocks)
  local out = pandoc.Blocks {}
  for n, block in ipairs(blocks) do
    local following = blocks[n + 1]
    if block.t == 'Para' and following and ANNOUNCED[following.t] and stringify(block):match(':$') then
      out:extend(wrapped('#leading-in[', { block }, ']'))
    else
      out:insert(block)
    end
  end
  return out
end

return {
  { Blocks = keep_together },
  { traverse = 'topdown', Table = short_table },
  { traverse = 'topdown', Figure = function(f) return figure(f), false end, Para = lone_image,
    Plain = lone_image },
  { Image = inline_image, Div = alert, Header = heading, DefinitionList = terms },
  { traverse = 'topdown', Strikeout = struck },
  { Str = words, Code = code, CodeBlock = code_block },
  { Link = closed, Note = closed, Strong = call('strong'), Emph = call('emph'),
    Strikeout = call('struck') },
}
