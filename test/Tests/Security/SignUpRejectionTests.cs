using System.Net;
using Plaza.Contracts;
using Plaza.Contracts.Authentication;
using Plaza.Tests.Support;

namespace Plaza.Tests.Security;

/// <summary>Rejected sign-ups: the form shows the reason, the bus returns it with its field. No account is created.</summary>
public sealed class SignUpRejectionTests(IsolatedServerFixture square) : IClassFixture<IsolatedServerFixture>
{
    private const string Letters = "A username consists of the letters a to z, digits and underscores.";
    private const string Reserved = "This username is reserved. Choose another one.";
    private const string Taken = "This username is taken, or looks too much like one that is.";
    private const string NoAddress = "This is not an e-mail address.";
    private const string XnOnly = "This server cannot write to a domain in these letters. Give it as it stands in DNS, beginning with xn--.";
    private const string TooCommon = "This password is too common. Choose another one.";

    private static readonly (string Field, string Value, string Reason)[] Table =
    [
        ("username", "", "Choose a username."),
        ("username", "{handle}", Taken),
        ("username", "ADA_B", Taken),
        ("username", "ada__b_", Taken),
        ("username", new('x', 31), "A username has at most 30 characters."),
        ("username", "a b", Letters),
        ("username", "ädä", Letters),
        ("username", "аda", Letters),
        ("username", "a/../b", Letters),
        ("username", "<b>", Letters),
        ("username", "admin", Reserved),
        ("username", "ADMIN", Reserved),
        ("username", "adrnin", Reserved),
        ("username", "_admin_", Reserved),
        ("username", "r00t", Reserved),
        ("username", "___", Reserved),
        ("email", "", NoAddress),
        ("email", "nobody", NoAddress),
        ("email", "@example.org", NoAddress),
        ("email", "a@", NoAddress),
        ("email", "a b@example.org", NoAddress),
        ("email", "Ada <ada@example.org>", NoAddress),
        ("email", "a@b@example.org", NoAddress),
        ("email", "a@example.org, b@example.org", NoAddress),
        ("email", "a@" + new string('x', 250) + ".org", NoAddress),
        ("email", "\"a@evil\"@d.example", NoAddress),
        ("email", "\"a\"@d.example", NoAddress),
        ("email", new string('x', 65) + "@d.example", NoAddress),
        ("email", "a..b@d.example", NoAddress),
        ("email", ".a@d.example", NoAddress),
        ("email", "a@-d.example", NoAddress),
        ("email", "a@d-.example", NoAddress),
        ("email", "a@d..example", NoAddress),
        ("email", "a@d.example.", NoAddress),
        ("email", "a@d_e.example", NoAddress),
        ("email", "a@localhost", NoAddress),
        ("email", "a@[127.0.0.1]", NoAddress),
        ("email", "a@127.0.0.1", NoAddress),
        ("email", "a(comment)@d.example", NoAddress),
        ("email", "ädä@example.org", "This server cannot write to an address with letters beyond ASCII before the @."),
        ("email", "ada@bu\u0308cher.example", XnOnly),
        ("email", "ada@ｆｕｌｌ.example", XnOnly),
        ("email", "ada@مثال.example", XnOnly),
        ("password", "", "A password has at least 8 characters."),
        ("password", "1234567", "A password has at least 8 characters."),
        ("password", new('x', 129), "A password has at most 128 characters."),
        ("password", "password", TooCommon),
        ("password", "12345678", TooCommon),
        ("password", "PassWord", TooCommon),
        ("password", "Summer2024!", TooCommon),
        ("password", "andrew110590", TooCommon),
        ("password", "qwerty1!", TooCommon),
        ("password", "xyxyxyxyxy", TooCommon),
        ("password", "needforspeed", TooCommon),
        ("password", "Jordan23", TooCommon),
        ("password", "sk8ordie", TooCommon),
        ("password", "vfhnsirf", TooCommon),
        ("password", "newcomer_here", "The password must not be the username."),
        ("password", "NEWCOMER_here", "The password must not be the username."),
    ];

    public static TheoryData<string, string, string> Rows => [.. Table];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task The_form_shows_the_error_beside_its_field(string field, string value, string reason)
    {
        using var browser = new PageClient(square.Server);
        var before = square.Server.Rows();

        using var response = await browser.SubmitAsync("/signup", "/signup", [.. Form(field, square.Fill(value)).Select(pair => (pair.Key, pair.Value))]);

        var page = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.ShouldContain(reason);
        page.ShouldContain($"id=\"{field}-error\"");
        response.Headers.Contains("Set-Cookie").ShouldBeFalse();
        square.Server.Rows().ShouldBe(before);
        await square.Server.ShouldBeHealthyAsync();
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task The_bus_rejects_with_the_reason_and_the_field(string field, string value, string reason)
    {
        var (form, before) = (Form(field, square.Fill(value)), square.Server.Rows());

        var rejected = await Should.ThrowAsync<RequestRejectedException>(async () =>
            await square.Server.AskAsync(new SignUp(form["username"], form["email"], form["password"])));

        (rejected.Reason, rejected.Field, rejected.Message).ShouldBe((RejectionReason.Invalid, field, reason));
        square.Server.Rows().ShouldBe(before);
    }

    [Theory]
    [InlineData("nobody_of_this_name")]
    [InlineData("ada_b")]
    [InlineData("ada_b@example.org")]
    [InlineData("nobody@example.org")]
    [InlineData("")]
    public async Task A_login_that_fails_does_not_say_what_was_wrong(string name)
    {
        using var browser = new PageClient(square.Server);
        var before = square.Server.Rows();

        using var response = await browser.SubmitAsync("/login", "/login", ("username", name), ("password", "a wrong password"));

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()).ShouldContain("The username or the password is wrong.");
        response.Headers.Contains("Set-Cookie").ShouldBeFalse();
        square.Server.Rows().ShouldBe(before);
    }

    private static Dictionary<string, string> Form(string field, string value) => new()
    {
        ["username"] = "newcomer_here",
        ["email"] = "newcomer@example.org",
        ["password"] = TestAccount.Password,
        [field] = value,
    };
}
