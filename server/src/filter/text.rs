//! CQL2 text: a recursive descent with bounded depth.
//!
//! ```text
//! or    = and { OR and }            and  = not { AND not }        not = [NOT] compare
//! compare = sum [ op sum | [NOT] LIKE | BETWEEN | IN | IS [NOT] NULL ]
//! sum   = product { + - product }   product = power { * / % DIV power }   power = unary [ ^ power ]
//! unary = [ - ] value               value = literal | name | call | geometry | ( or )
//! ```

use super::expr::{Expr, Function};
use super::lexer::{Token, tokens};
use super::{FilterError, MOST_DEPTH, shape, time};

/// Reads a filter.
pub(super) fn parse(text: &str) -> Result<Expr, FilterError> {
    let mut reader = Reader {
        tokens: tokens(text)?,
        next: 0,
        depth: 0,
        operators: 0,
    };
    let filter = reader.or()?;
    match reader.peek() {
        Token::End => Ok(filter),
        _ => Err(reader.wrong("AND, OR, an operator or the end")),
    }
}

/// Where the reading stands.
pub(super) struct Reader {
    tokens: Vec<(usize, Token)>,
    next: usize,
    depth: usize,
    /// Arithmetic operators so far: each makes the tree deeper.
    operators: usize,
}

impl Reader {
    pub(super) fn peek(&self) -> &Token {
        self.tokens.get(self.next).map_or(&Token::End, |(_, t)| t)
    }

    fn after(&self) -> &Token {
        let next = self.tokens.get(self.next + 1);
        next.map_or(&Token::End, |(_, t)| t)
    }

    pub(super) fn take(&mut self) -> Token {
        let token = self.peek().clone();
        self.next += 1;
        token
    }

    pub(super) fn wrong(&self, expected: &'static str) -> FilterError {
        let at = self.tokens.get(self.next).or(self.tokens.last());
        FilterError::Syntax {
            at: at.map_or(1, |(at, _)| *at),
            got: self.peek().words(),
            expected,
        }
    }

    pub(super) fn is_word(&self, word: &str) -> bool {
        matches!(self.peek(), Token::Word(w) if w.eq_ignore_ascii_case(word))
    }

    pub(super) fn word(&mut self, word: &str) -> bool {
        let is = self.is_word(word);
        self.next += usize::from(is);
        is
    }

    pub(super) fn sign(&mut self, sign: &str) -> bool {
        let is = matches!(self.peek(), Token::Sign(s) if *s == sign);
        self.next += usize::from(is);
        is
    }

    pub(super) fn need(&mut self, sign: &'static str) -> Result<(), FilterError> {
        if self.sign(sign) {
            return Ok(());
        }
        Err(self.wrong(sign))
    }

    /// Goes one level deeper, if that is not too deep.
    pub(super) fn deeper<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, FilterError>,
    ) -> Result<T, FilterError> {
        if self.depth == MOST_DEPTH {
            return Err(FilterError::TooDeep);
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    fn or(&mut self) -> Result<Expr, FilterError> {
        self.deeper(|r| {
            let first = r.and()?;
            r.chain(Function::Or, first, Self::and)
        })
    }

    fn and(&mut self) -> Result<Expr, FilterError> {
        let first = self.not()?;
        self.chain(Function::And, first, Self::not)
    }

    /// The rest of `a OR b OR c`, as one call.
    fn chain(
        &mut self,
        function: Function,
        first: Expr,
        read: fn(&mut Self) -> Result<Expr, FilterError>,
    ) -> Result<Expr, FilterError> {
        let mut all = vec![first];
        while self.word(function.code()) {
            all.push(read(self)?);
        }
        Ok(match all.len() {
            1 => all.remove(0),
            _ => Expr::Call(function, all),
        })
    }

    fn not(&mut self) -> Result<Expr, FilterError> {
        if self.word("not") {
            let inner = self.deeper(Self::not)?;
            return Ok(Expr::Call(Function::Not, vec![inner]));
        }
        self.compare()
    }

    fn compare(&mut self) -> Result<Expr, FilterError> {
        use Function::{AtLeast, AtMost, Equal, Greater, Less, Unequal};
        let left = self.sum()?;
        for function in [Unequal, AtMost, AtLeast, Equal, Less, Greater] {
            if self.sign(function.code()) {
                return Ok(Expr::Call(function, vec![left, self.sum()?]));
            }
        }
        if self.word("is") {
            let not = self.word("not");
            if !self.word("null") {
                return Err(self.wrong("NULL"));
            }
            return Ok(negated(not, Expr::Call(Function::IsNull, vec![left])));
        }
        let not = self.word("not");
        if self.word("like") {
            let pattern = self.sum()?;
            return Ok(negated(
                not,
                Expr::Call(Function::Like, vec![left, pattern]),
            ));
        }
        if self.word("between") {
            let low = self.sum()?;
            if !self.word("and") {
                return Err(self.wrong("AND"));
            }
            let call = Expr::Call(Function::Between, vec![left, low, self.sum()?]);
            return Ok(negated(not, call));
        }
        if self.word("in") {
            self.need("(")?;
            let list = self.list(Self::sum)?;
            let call = Expr::Call(Function::In, vec![left, Expr::List(list)]);
            return Ok(negated(not, call));
        }
        if not {
            return Err(self.wrong("LIKE, BETWEEN or IN"));
        }
        Ok(left)
    }

    /// What stands up to the closing bracket, with commas between.
    pub(super) fn list<T>(
        &mut self,
        read: impl Fn(&mut Self) -> Result<T, FilterError>,
    ) -> Result<Vec<T>, FilterError> {
        let mut all = vec![read(self)?];
        while self.sign(",") {
            all.push(read(self)?);
        }
        self.need(")")?;
        Ok(all)
    }

    fn sum(&mut self) -> Result<Expr, FilterError> {
        let signs = [Function::Add, Function::Subtract];
        self.operators(&signs, Self::product)
    }

    fn product(&mut self) -> Result<Expr, FilterError> {
        use Function::{Div, Divide, Modulo, Multiply};
        self.operators(&[Multiply, Divide, Modulo, Div], Self::power)
    }

    /// `a + b - c`, from the left. Each operator makes the tree deeper.
    fn operators(
        &mut self,
        functions: &[Function],
        read: fn(&mut Self) -> Result<Expr, FilterError>,
    ) -> Result<Expr, FilterError> {
        let mut left = read(self)?;
        loop {
            let found = functions
                .iter()
                .find(|f| self.sign(f.code()) || self.word(f.code()));
            let Some(function) = found else {
                return Ok(left);
            };
            self.operators += 1;
            if self.operators > MOST_DEPTH {
                return Err(FilterError::TooDeep);
            }
            left = Expr::Call(*function, vec![left, read(self)?]);
        }
    }

    fn power(&mut self) -> Result<Expr, FilterError> {
        let base = self.unary()?;
        if self.sign("^") {
            let exponent = self.deeper(Self::power)?;
            return Ok(Expr::Call(Function::Power, vec![base, exponent]));
        }
        Ok(base)
    }

    fn unary(&mut self) -> Result<Expr, FilterError> {
        if self.sign("-") {
            return Ok(match self.deeper(Self::unary)? {
                Expr::Number(n) => Expr::Number(-n),
                other => Expr::Call(Function::Subtract, vec![Expr::Number(0.0), other]),
            });
        }
        if self.sign("+") {
            return self.deeper(Self::unary);
        }
        self.value()
    }

    fn value(&mut self) -> Result<Expr, FilterError> {
        if self.sign("(") {
            let inner = self.or()?;
            self.need(")")?;
            return Ok(inner);
        }
        let called = matches!(self.after(), Token::Sign("("));
        match self.peek() {
            Token::Word(w) if shape::is_name(w) && self.is_shape() => {
                return shape::parse(self).map(Expr::Geometry);
            }
            Token::Word(w) if !called && is_keyword(w) => {
                return Err(self.wrong("a name or a value"));
            }
            Token::Text(_) | Token::Number(_) | Token::Name(_) | Token::Word(_) => {}
            Token::Sign(_) | Token::End => return Err(self.wrong("a name or a value")),
        }
        match self.take() {
            Token::Text(t) => Ok(Expr::Text(t)),
            Token::Number(n) => Ok(Expr::Number(n)),
            Token::Name(n) => Ok(Expr::Property(n)),
            Token::Word(w) if called => self.call(&w),
            Token::Word(w) if w.eq_ignore_ascii_case("true") => Ok(Expr::Bool(true)),
            Token::Word(w) if w.eq_ignore_ascii_case("false") => Ok(Expr::Bool(false)),
            Token::Word(w) => Ok(Expr::Property(w)),
            Token::Sign(_) | Token::End => Err(self.wrong("a name or a value")),
        }
    }

    /// Whether a shape begins here: its name, then a bracket or `Z`.
    fn is_shape(&self) -> bool {
        match self.after() {
            Token::Sign("(") => true,
            Token::Word(w) => ["z", "m", "zm", "empty"]
                .iter()
                .any(|k| w.eq_ignore_ascii_case(k)),
            _ => false,
        }
    }

    /// What follows the name of a function.
    fn call(&mut self, name: &str) -> Result<Expr, FilterError> {
        self.need("(")?;
        match name.to_ascii_lowercase().as_str() {
            "date" => self.moment(time::date),
            "timestamp" => self.moment(time::timestamp),
            "interval" => {
                let ends = self.deeper(|r| r.list(Self::value))?;
                let [from, to] = <[Expr; 2]>::try_from(ends)
                    .map_err(|all| super::json::count("interval", all.len(), "2"))?;
                Ok(Expr::Interval(end(from)?, end(to)?))
            }
            _ => {
                let function = Function::named(name)?;
                let values = self.list(Self::or)?;
                Ok(Expr::Call(function, values))
            }
        }
    }

    fn moment(
        &mut self,
        read: fn(&str) -> Result<time::Span, FilterError>,
    ) -> Result<Expr, FilterError> {
        let Token::Text(text) = self.take() else {
            self.next -= 1;
            return Err(self.wrong("a text in single quotes"));
        };
        self.need(")")?;
        Ok(Expr::Time(read(&text)?))
    }
}

/// An end of an interval: a time, `..`, or a property.
pub(super) fn end(of: Expr) -> Result<Option<Box<Expr>>, FilterError> {
    Ok(match of {
        Expr::Text(t) if t == ".." => None,
        Expr::Text(t) => Some(Box::new(Expr::Time(time::either(&t)?))),
        other => Some(Box::new(other)),
    })
}

fn negated(not: bool, of: Expr) -> Expr {
    if not {
        Expr::Call(Function::Not, vec![of])
    } else {
        of
    }
}

fn is_keyword(word: &str) -> bool {
    const KEYWORDS: &[&str] = &[
        "and", "or", "not", "like", "between", "in", "is", "null", "div",
    ];
    KEYWORDS.iter().any(|k| word.eq_ignore_ascii_case(k))
}
