using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Plaza.Data;
using Plaza.Mail.Gateway;
using Plaza.Spaces.Hosting;

namespace Plaza.Mail;

public static class MailServices
{
    extension(IServiceCollection services)
    {
        /// <summary>Registers the Mail space. The only public type of this project.</summary>
        public IServiceCollection AddMailSpace()
        {
            services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section).ValidateOnStart();

            return services
                .AddSingleton<IValidateOptions<MailOptions>, MailOptionsValidator>()
                .AddSingleton(provider => provider.GetRequiredService<IOptions<MailOptions>>().Value)
                .AddSingleton(Gateway)
                .AddSingleton<MailSender>()
                .AddSingleton<MailQuota>()
                .AddSingleton<PurgeQueuedMails>()
                .AddSingleton<MailComposer>()
                .AddSingleton<MentionMail>()
                .AddSingleton<ConfirmationMail>()
                .AddSingleton<ConfirmationAgainMail>()
                .AddSingleton<PasswordMail>()
                .AddSingleton<PasswordResetMail>()
                .AddSingleton<EmailChangeMail>()
                .AddSingleton<EmailWarningMail>()
                .AddSingleton<EraseAccountMail>()
                .AddSpace<MailSpace>();
        }
    }

    private static IMailGateway Gateway(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<MailOptions>();
        return options.IsEnabled
            ? new SmtpGateway(options, provider.GetRequiredService<TimeProvider>())
            : new FileMailGateway(provider.GetRequiredService<DataFolder>().Mail);
    }
}
